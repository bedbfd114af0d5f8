package org.edgeztp.server.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The resources of a Redfish service with one machine, after DMTF's schemas (DSP8010). */
final class RedfishDocuments {
  static final String ROOT = "/redfish/v1/";
  static final String SYSTEMS = "/redfish/v1/Systems";
  static final String SYSTEM = SYSTEMS + "/1";
  static final String RESET = SYSTEM + "/Actions/ComputerSystem.Reset";
  static final String MANAGERS = "/redfish/v1/Managers";
  static final String MANAGER = MANAGERS + "/1";
  static final String MEDIA = MANAGER + "/VirtualMedia";
  static final String DRIVE = MEDIA + "/Cd";
  static final String INSERT = DRIVE + "/Actions/VirtualMedia.InsertMedia";
  static final String EJECT = DRIVE + "/Actions/VirtualMedia.EjectMedia";

  private RedfishDocuments() {}

  static Map<String, Object> root() {
    return document(
        ROOT,
        "ServiceRoot.v1_5_0",
        "RootService",
        "RedfishVersion",
        "1.8.0",
        "Systems",
        link(SYSTEMS),
        "Managers",
        link(MANAGERS),
        "SessionService",
        link("/redfish/v1/SessionService"),
        "Links",
        Map.of("Sessions", link(RedfishSessions.PATH)));
  }

  static Map<String, Object> sessionService() {
    return document(
        "/redfish/v1/SessionService",
        "SessionService.v1_1_6",
        "SessionService",
        "ServiceEnabled",
        true,
        "Sessions",
        link(RedfishSessions.PATH));
  }

  static Map<String, Object> systems() {
    return collection(SYSTEMS, "ComputerSystemCollection", List.of(link(SYSTEM)));
  }

  static Map<String, Object> system(RedfishModel model, boolean on, BootOverride override) {
    return document(
        SYSTEM,
        "ComputerSystem.v1_13_0",
        "1",
        "UUID",
        model.uuid(),
        "PowerState",
        on ? "On" : "Off",
        "Boot",
        Map.of(
            "BootSourceOverrideEnabled",
            override.enabled(),
            "BootSourceOverrideTarget",
            override.target(),
            "BootSourceOverrideMode",
            override.mode(),
            "BootSourceOverrideTarget@Redfish.AllowableValues",
            model.targets()),
        "Actions",
        Map.of(
            "#ComputerSystem.Reset",
            Map.of("target", RESET, "ResetType@Redfish.AllowableValues", model.resets())),
        "Links",
        Map.of("ManagedBy", List.of(link(MANAGER))));
  }

  static Map<String, Object> managers() {
    return collection(MANAGERS, "ManagerCollection", List.of(link(MANAGER)));
  }

  static Map<String, Object> manager() {
    return document(
        MANAGER,
        "Manager.v1_8_0",
        "1",
        "ManagerType",
        "BMC",
        "VirtualMedia",
        link(MEDIA),
        "Links",
        Map.of("ManagerForServers", List.of(link(SYSTEM))));
  }

  static Map<String, Object> media(RedfishModel model) {
    return collection(
        MEDIA,
        "VirtualMediaCollection",
        model.drive() != RedfishModel.Drive.NONE ? List.of(link(DRIVE)) : List.of());
  }

  /**
   * The virtual drive.
   *
   * @param image URL of what is in it; null for nothing, as Redfish has it
   */
  static Map<String, Object> drive(RedfishModel model, @Nullable String image) {
    Map<String, Object> drive =
        new HashMap<>(
            document(
                DRIVE,
                "VirtualMedia.v1_3_2",
                "Cd",
                "MediaTypes",
                List.of("CD", "DVD"),
                "Inserted",
                image != null,
                "ConnectedVia",
                image == null ? "NotConnected" : "URI",
                "WriteProtected",
                true));
    if (model.drive() == RedfishModel.Drive.BY_ACTION) {
      drive.put(
          "Actions",
          Map.of(
              "#VirtualMedia.InsertMedia",
              Map.of("target", INSERT),
              "#VirtualMedia.EjectMedia",
              Map.of("target", EJECT)));
    }
    drive.put("Image", image);
    return drive;
  }

  static Map<String, Object> collection(
      String path, String type, List<Map<String, String>> members) {
    return Map.of(
        "@odata.id",
        path,
        "@odata.type",
        "#" + type + "." + type,
        "Name",
        type,
        "Members@odata.count",
        members.size(),
        "Members",
        members);
  }

  private static Map<String, Object> document(
      String path, String version, String id, Object... properties) {
    String type = version.substring(0, version.indexOf('.'));
    Map<String, Object> document =
        new HashMap<>(
            Map.of(
                "@odata.id",
                path,
                "@odata.type",
                "#" + version + "." + type,
                "Id",
                id,
                "Name",
                type));
    for (int i = 0; i < properties.length; i += 2) {
      document.put((String) properties[i], properties[i + 1]);
    }
    return document;
  }

  private static Map<String, String> link(String path) {
    return Map.of("@odata.id", path);
  }

  /**
   * What a machine is told to boot from.
   *
   * @param enabled {@code Disabled}, {@code Once} or {@code Continuous}
   * @param target {@code None} or one of the model's
   * @param mode {@code UEFI} or {@code Legacy}
   */
  record BootOverride(String enabled, String target, String mode) {}
}
