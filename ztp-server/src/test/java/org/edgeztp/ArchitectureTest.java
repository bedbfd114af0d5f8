package org.edgeztp;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout of the house: which room may use which. Calls run one way, downhill. */
class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.edgeztp");

  @ParameterizedTest(name = "{0} uses {1}")
  @CsvSource({
    "inventory.layout,    ",
    "inventory.machine,   inventory.layout",
    "inventory.lifecycle, inventory.machine",
    "inventory.cause,     inventory.machine inventory.lifecycle",
    "inventory.lease,     inventory.machine",
    "inventory.query,     inventory.machine",
    "inventory.store,     inventory.machine inventory.query inventory.lifecycle inventory.lease",
    "inventory,           inventory.machine inventory.query inventory.lifecycle inventory.cause inventory.store",
    "inventory.web,       inventory inventory.layout inventory.machine inventory.query inventory.lifecycle inventory.cause inventory.lease",
    "bridge,              bridge.outbox inventory inventory.machine inventory.lifecycle inventory.web",
    "bridge.outbox,       inventory.machine inventory.store",
    "bridge.webhook,      bridge inventory.machine",
    "bridge.hook,         bridge bridge.webhook inventory inventory.machine inventory.lifecycle inventory.web",
    "assets,              ",
    "server.boot,         inventory inventory.machine inventory.lifecycle",
    "server.socket,       inventory.machine",
    "server.flood,        inventory.machine",
    "server.dhcp,         server.boot server.flood server.socket inventory.lease inventory.machine",
    "server.watch,        server.dhcp server.dhcp6 server.socket inventory.lease inventory.machine",
    "server.preflight,    server.watch server.dhcp6 assets inventory.machine",
    "server.dhcp6,        server.boot server.flood server.socket inventory.machine",
    "server.datagram,     server.socket",
    "server.tftp,         server.datagram server.boot inventory.machine",
    "server.layout,       assets inventory.layout inventory.machine",
    "server.http,         server.boot server.layout server.ssh server.runlog assets inventory inventory.machine inventory.lifecycle",
    "server.ssh,          ",
    "server.secret,       inventory.web",
    "server.provision,    server.ssh server.runlog server.secret inventory inventory.machine inventory.lifecycle inventory.web",
    "server.repository,   ",
    "server.artifact,     inventory.web",
    "server.syslog,       ",
    "server.runlog,       inventory.machine inventory.web",
    "server.metrics,      bridge bridge.hook bridge.outbox server.dhcp server.dhcp6 server.tftp server.repository inventory inventory.web inventory.machine inventory.lifecycle inventory.lease inventory.query",
    "server.access,       server.ssh inventory.web",
    "server.ui,           server.access inventory inventory.machine inventory.lifecycle inventory.cause inventory.query inventory.web",
    "server.tls,          server.ssh",
    "server.power,        server.tls server.runlog server.secret inventory inventory.machine inventory.lifecycle inventory.web",
    "server.arrival,      server.tls server.boot server.power server.secret inventory inventory.machine inventory.query inventory.web",
    "server.explain,      server.boot server.dhcp server.dhcp6 server.tftp server.http inventory inventory.machine inventory.lifecycle inventory.lease",
    "server.jobs,         inventory inventory.machine inventory.lifecycle",
    "server.capture,      ",
    "server.cli,          server.capture server.tls server.artifact",
    "server.lab,          server.cli server.http server.tls bridge.webhook inventory.machine",
    "server.bundle,       server.artifact server.cli server.repository server.ssh assets inventory.machine",
    "server.bench,        server.cli server.lab server.tftp inventory.store inventory.lifecycle inventory.machine"
  })
  void aRoomUsesOnlyTheRoomsBelowIt(String room, String below) {
    String[] allowed =
        Stream.concat(Stream.of(room), below == null ? Stream.of() : Stream.of(below.split(" ")))
            .map(ArchitectureTest::room)
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(room(room))
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("org.edgeztp..")).or(resideInAnyPackage(allowed)))
        .check(HOUSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inventory.layout",
        "inventory.machine",
        "inventory.query",
        "inventory.lifecycle",
        "inventory.cause"
      })
  void whatDecidesAboutMachinesNeedsTheLanguageOnly(String room) {
    classes()
        .that()
        .resideInAPackage(room(room))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "org.edgeztp.inventory..")
        .check(HOUSE);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        java.time.Clock.class,
        java.net.Socket.class,
        java.net.DatagramSocket.class,
        java.nio.file.Files.class,
        java.util.Random.class
      })
  void whatDecidesTouchesNoClockFileOrSocket(Class<?> outside) {
    noClasses()
        .that()
        .resideInAnyPackage(
            room("inventory.layout"),
            room("inventory.machine"),
            room("inventory.query"),
            room("inventory.lifecycle"),
            room("inventory.cause"),
            room("server.boot"))
        .should()
        .dependOnClassesThat()
        .areAssignableTo(outside)
        .check(HOUSE);
  }

  @Test
  void onlyTheCompositionRootReadsTheEnvironment() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.edgeztp.server.Main")
        .should()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .check(HOUSE);
  }

  /** Five vulnerabilities of Apache MINA are of this one method and its twin. */
  @Test
  void nobodyDeserialisesFromABuffer() {
    noClasses()
        .should()
        .callMethodWhere(
            target(owner(assignableTo("org.apache.mina.core.buffer.IoBuffer")))
                .and(target(name("getObject"))))
        .check(HOUSE);
  }

  private static String room(String room) {
    return "org.edgeztp." + room;
  }
}
