package org.edgeztp.server.lab;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.edgeztp.server.lab.RedfishDocuments.BootOverride;
import org.edgeztp.server.lab.RedfishModel.Drive;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a Redfish service (DMTF DSP0266) with one machine does and answers, as strict as real ones.
 */
final class RedfishService {
  private static final Set<String> ENABLED = Set.of("Disabled", "Once", "Continuous");
  private static final Set<String> MODES = Set.of("UEFI", "Legacy");

  private final RedfishModel model;
  private final Chassis chassis;
  private final RedfishSessions sessions;
  private final Consumer<String> log;
  private BootOverride override = new BootOverride("Disabled", "None", "UEFI");
  private @Nullable String image;

  /**
   * @param log gets a line for each login and change
   */
  RedfishService(
      RedfishModel model, Chassis chassis, RedfishSessions sessions, Consumer<String> log) {
    this.model = model;
    this.chassis = chassis;
    this.sessions = sessions;
    this.log = log;
  }

  /**
   * A request.
   *
   * @param token its {@code X-Auth-Token}
   * @param tag its {@code If-Match}
   */
  record Asked(
      String method, String path, Optional<String> token, Optional<String> tag, JsonNode body) {}

  synchronized RedfishAnswer answer(Asked asked) throws IOException, InterruptedException {
    String what = asked.method() + " " + asked.path();
    if (what.equals("GET /redfish")) {
      return RedfishAnswer.of(Map.of("v1", RedfishDocuments.ROOT));
    }
    if (what.equals("GET /redfish/v1") || what.equals("GET " + RedfishDocuments.ROOT)) {
      return RedfishAnswer.of(RedfishDocuments.root());
    }
    if (what.equals("POST " + RedfishSessions.PATH)) {
      log.accept("login");
      return sessions.login(asked.body());
    }
    if (!sessions.knows(asked.token())) {
      return RedfishAnswer.error(401, "NoValidSession", "There is no valid session.");
    }
    return switch (asked.method()) {
      case "GET" -> get(asked.path());
      case "POST" -> post(asked.path(), asked.body());
      case "PATCH" -> patch(asked);
      case "DELETE" -> delete(asked.path());
      default ->
          RedfishAnswer.error(405, "OperationNotAllowed", asked.method() + " is not allowed.");
    };
  }

  private RedfishAnswer get(String path) {
    return switch (path) {
      case "/redfish/v1/SessionService" -> RedfishAnswer.of(RedfishDocuments.sessionService());
      case RedfishDocuments.SYSTEMS -> RedfishAnswer.of(RedfishDocuments.systems());
      case RedfishDocuments.SYSTEM -> system();
      case RedfishDocuments.MANAGERS -> RedfishAnswer.of(RedfishDocuments.managers());
      case RedfishDocuments.MANAGER -> RedfishAnswer.of(RedfishDocuments.manager());
      case RedfishDocuments.MEDIA -> RedfishAnswer.of(RedfishDocuments.media(model));
      case RedfishDocuments.DRIVE ->
          model.drive() == Drive.NONE
              ? missing(path)
              : RedfishAnswer.of(RedfishDocuments.drive(model, image));
      default -> sessions.get(path).map(RedfishAnswer::of).orElseGet(() -> missing(path));
    };
  }

  private RedfishAnswer post(String path, JsonNode body) throws IOException, InterruptedException {
    return switch (path) {
      case RedfishDocuments.RESET -> reset(body.path("ResetType").asString(""));
      case RedfishDocuments.INSERT ->
          model.drive() == Drive.BY_ACTION ? insert(body) : missing(path);
      case RedfishDocuments.EJECT -> model.drive() == Drive.BY_ACTION ? eject() : missing(path);
      default -> missing(path);
    };
  }

  private RedfishAnswer delete(String path) {
    if (!sessions.end(path)) {
      return missing(path);
    }
    log.accept("session given back");
    return RedfishAnswer.DONE;
  }

  private RedfishAnswer system() {
    Map<String, Object> system = RedfishDocuments.system(model, chassis.isOn(), override);
    return RedfishAnswer.of(system).with("ETag", tag());
  }

  private String tag() {
    return "W/\"%08x\"".formatted(override.hashCode());
  }

  private RedfishAnswer patch(Asked asked) throws IOException, InterruptedException {
    if (asked.path().equals(RedfishDocuments.DRIVE) && model.drive() == Drive.BY_CHANGE) {
      return asked.body().path("Inserted").asBoolean(false) ? insert(asked.body()) : eject();
    }
    if (!asked.path().equals(RedfishDocuments.SYSTEM)) {
      return missing(asked.path());
    }
    if (!asked.tag().equals(Optional.of(tag()))) {
      int status = asked.tag().isEmpty() ? 428 : 412;
      return RedfishAnswer.error(status, "PreconditionFailed", "A change needs the present ETag.");
    }
    JsonNode boot = asked.body().path("Boot");
    var wanted =
        new BootOverride(
            boot.path("BootSourceOverrideEnabled").asString(override.enabled()),
            boot.path("BootSourceOverrideTarget").asString(override.target()),
            boot.path("BootSourceOverrideMode").asString(override.mode()));
    if (!ENABLED.contains(wanted.enabled())
        || !MODES.contains(wanted.mode())
        || !(wanted.target().equals("None") || model.targets().contains(wanted.target()))) {
      return RedfishAnswer.error(
          400, "PropertyValueNotInList", "No such boot source override: " + wanted + ".");
    }
    override = wanted;
    String mode = boot.path("BootSourceOverrideMode").asString("-");
    log.accept("boot %s %s %s".formatted(wanted.target(), wanted.enabled(), mode));
    return system();
  }

  private RedfishAnswer reset(String type) throws IOException, InterruptedException {
    if (!model.resets().contains(type)) {
      return RedfishAnswer.error(
          400, "ActionParameterValueNotInList", "The reset type '" + type + "' is not supported.");
    }
    log.accept("reset " + type);
    switch (type) {
      case "On", "ForceOn" -> {
        if (!chassis.isOn()) {
          chassis.powerOn(first());
        }
      }
      case "ForceOff" -> chassis.powerOff();
      case "GracefulShutdown" -> chassis.shutDown();
      default -> {
        if (!chassis.isOn()) {
          return RedfishAnswer.error(409, "ActionNotSupported", "The system is off.");
        }
        if (type.equals("PowerCycle")) {
          chassis.powerOff();
          chassis.powerOn(first());
        } else {
          chassis.reset(first());
        }
      }
    }
    return RedfishAnswer.DONE;
  }

  /** What it boots from now; an override for once is used up. */
  private Optional<Chassis.Source> first() {
    BootOverride now = override;
    if (now.enabled().equals("Once")) {
      override = new BootOverride("Disabled", "None", now.mode());
    }
    return now.enabled().equals("Disabled") ? Optional.empty() : Chassis.Source.named(now.target());
  }

  private RedfishAnswer insert(JsonNode body) throws InterruptedException {
    String url = body.path("Image").asString("");
    if (!url.startsWith("http://")) {
      return RedfishAnswer.error(
          400, "ActionParameterValueFormatError", "Image has to be a URL of HTTP: '" + url + "'.");
    }
    if (image != null) {
      return RedfishAnswer.error(409, "ResourceInUse", "The drive holds " + image + ".");
    }
    log.accept("insert " + url);
    try {
      chassis.insert(URI.create(url));
    } catch (IOException | IllegalArgumentException e) {
      return RedfishAnswer.error(400, "ResourceAtUriUnauthorized", "No image: " + e.getMessage());
    }
    image = url;
    return RedfishAnswer.DONE;
  }

  private RedfishAnswer eject() throws IOException, InterruptedException {
    if (image == null) {
      return RedfishAnswer.error(409, "ActionNotSupported", "The drive is empty.");
    }
    log.accept("eject");
    chassis.eject();
    image = null;
    return RedfishAnswer.DONE;
  }

  private static RedfishAnswer missing(String path) {
    return RedfishAnswer.error(404, "ResourceMissingAtURI", "There is no " + path + ".");
  }
}
