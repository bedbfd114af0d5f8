package org.edgeztp.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.layout.Addressing;
import org.edgeztp.inventory.layout.Cidr;
import org.edgeztp.inventory.layout.DiskChoice;
import org.edgeztp.inventory.layout.Link;
import org.edgeztp.inventory.layout.Links;
import org.edgeztp.inventory.layout.Storage;
import org.edgeztp.inventory.layout.Volume;
import org.edgeztp.inventory.layout.VolumeGroup;
import org.edgeztp.inventory.machine.Account;
import org.edgeztp.inventory.machine.HardwareTests;
import org.edgeztp.inventory.machine.Profile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProfileViewTest {
  private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ada";

  @Test
  void tellsAllOfAProfile() {
    JsonNode view = view(profile());
    assertThat(view.at("/attributes/kubernetes/version")).hasToString("\"1.34.1\"");
    assertThat(view.path("kernelOptions")).hasToString("\"quiet\"");
    assertThat(view.path("storage"))
        .isEqualTo(
            json(
                """
                {"disk": {"name": [], "serial": ["S1", "S2"], "wwn": [], "transport": "nvme",
                 "rotational": false, "atLeast": 1073741824, "atMost": null}, "mirrored": true,
                 "partitions": [
                  {"name": null, "mount": "/boot", "filesystem": "ext4", "size": 536870912,
                   "volumeGroup": null, "volumes": []},
                  {"name": null, "mount": null, "filesystem": null, "size": null,
                   "volumeGroup": "system", "volumes": [{"name": "root", "mount": "/",
                   "filesystem": "ext4", "size": 1073741824, "volumeGroup": null, "volumes": []}]}]}
                """));
    assertThat(view.path("network"))
        .isEqualTo(
            json(
                """
                [{"name": "bond0", "kind": "bond", "members": ["boot", "enp2s0"], "mode": "802.3ad",
                  "vlan": null, "address": "static", "addresses": {"s1": "10.20.0.5/24"},
                  "gateway": "10.20.0.1", "dns": ["10.20.0.2"]},
                 {"name": "v20", "kind": "vlan", "members": ["bond0"], "mode": null, "vlan": 20,
                  "address": "none", "addresses": {}, "gateway": null, "dns": []},
                 {"name": "br20", "kind": "bridge", "members": ["v20"], "mode": null, "vlan": null,
                  "address": "dhcp", "addresses": {}, "gateway": null, "dns": []}]
                """));
    assertThat(view.path("users"))
        .isEqualTo(
            json("[{\"name\": \"ada\", \"keys\": [\"%s\"], \"sudo\": true}]".formatted(KEY)));
    assertThat(view.path("tests"))
        .isEqualTo(
            json(
                """
                {"load": 30, "surface": "sample", "reallocated": 0, "wear": 100, "throughput": 0,
                 "withinSeconds": 3600}
                """));
    assertThat(view.path("afterSwitch").asBoolean()).isTrue();
    assertThat(view.path("ztp"))
        .isEqualTo(json("{\"configDb\": \"/srv/leaf.json\", \"script\": null}"));
  }

  private static Profile profile() {
    var storage =
        new Storage(
            new DiskChoice(
                List.of(),
                List.of("S1", "S2"),
                List.of(),
                Optional.of("nvme"),
                Optional.of(false),
                1L << 30,
                Long.MAX_VALUE,
                true),
            List.of(
                new VolumeGroup(
                    "system",
                    Optional.empty(),
                    List.of(
                        new Volume(
                            Optional.of("root"),
                            Volume.Format.EXT4,
                            Optional.of("/"),
                            Optional.of(1L << 30))))));
    var network =
        new Links(
            List.of(
                new Link(
                    "bond0",
                    new Link.Bond(Link.Bond.Mode.LACP, List.of("boot", "enp2s0")),
                    new Addressing.Static(
                        Map.of("S1", Cidr.parse("10.20.0.5/24")),
                        Optional.of(InetAddress.ofLiteral("10.20.0.1")),
                        List.of(InetAddress.ofLiteral("10.20.0.2")))),
                new Link("v20", new Link.Vlan(20, "bond0"), new Addressing.None()),
                new Link("br20", new Link.Bridge(List.of("v20")), new Addressing.Dhcp())));
    return new Profile(
        "edge",
        Profile.Installer.IMAGE,
        "debian-13",
        "edge-{mac}",
        List.of("base"),
        Map.of("kubernetes", Map.of("version", "1.34.1")),
        "quiet",
        "central",
        Duration.ofMinutes(60),
        Duration.ofMinutes(60),
        storage,
        network,
        List.of(new Account("ada", List.of(KEY), true)),
        Optional.of(new Profile.Ztp(Optional.of(Path.of("/srv/leaf.json")), Optional.empty())),
        Optional.of(HardwareTests.QUICK),
        true);
  }

  private static JsonNode view(Profile profile) {
    return json(new JsonMapper().writeValueAsString(ProfileView.of(profile)));
  }

  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text);
  }
}
