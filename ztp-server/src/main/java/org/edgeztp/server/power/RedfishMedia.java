package org.edgeztp.server.power;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.server.power.RedfishSession.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The virtual CD drive of a Redfish controller (DMTF schema VirtualMedia v1). It is found with the
 * system, as since ComputerSystem v1.13, or with the system's manager.
 */
final class RedfishMedia {
  private static final JsonMapper JSON = new JsonMapper();

  /** A minute: a controller may have fetched the image by then on a slow line. */
  private static final int LOOKS = 120;

  private static final long LOOK_MILLIS = 500;

  private final RedfishSession session;
  private final Answer drive;

  private RedfishMedia(RedfishSession session, Answer drive) {
    this.session = session;
    this.drive = drive;
  }

  /** The first drive that takes a CD or DVD. */
  static Optional<RedfishMedia> of(RedfishSession session, Answer system)
      throws PowerException, InterruptedException {
    for (String collection : collections(session, system.body())) {
      for (JsonNode member : session.get(collection).body().path("Members")) {
        Answer drive = session.get(member.path("@odata.id").asString());
        if (types(drive.body()).stream().anyMatch(type -> type.matches("CD|DVD"))) {
          return Optional.of(new RedfishMedia(session, drive));
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> collections(RedfishSession session, JsonNode system)
      throws PowerException, InterruptedException {
    List<String> found = new ArrayList<>(reference(system.path("VirtualMedia")));
    for (JsonNode manager : system.path("Links").path("ManagedBy")) {
      JsonNode body = session.get(manager.path("@odata.id").asString()).body();
      found.addAll(reference(body.path("VirtualMedia")));
    }
    return found.stream().distinct().toList();
  }

  private static List<String> reference(JsonNode link) {
    return link.has("@odata.id") ? List.of(link.path("@odata.id").asString()) : List.of();
  }

  /** What it takes, for example {@code CD} and {@code DVD}. */
  List<String> types() {
    return types(drive.body());
  }

  private static List<String> types(JsonNode drive) {
    return drive.path("MediaTypes").valueStream().map(JsonNode::asString).toList();
  }

  /** Takes the same image out, which may be stale; what somebody else put in stays there. */
  void makeRoom(String image) throws PowerException, InterruptedException {
    if (isInserted(drive.body())) {
      String other = drive.body().path("Image").asString("");
      if (!other.equals(image)) {
        throw new PowerException(
            "%s has '%s' in its virtual drive; take it out first: ztp power MACHINE %s"
                .formatted(session, other, PowerAction.EJECT_MEDIA.label()));
      }
      eject();
    }
  }

  /** Puts an image into an empty drive. */
  void insert(String image) throws PowerException, InterruptedException {
    change("#VirtualMedia.InsertMedia", inserted(image), inserted(image));
    await(true);
  }

  /**
   * What is in it now and not this image; a controller that names none has the one it was given.
   */
  Optional<String> other(String image) throws PowerException, InterruptedException {
    JsonNode now = session.get(drive.path()).body();
    return Optional.of(now.path("Image").asString(""))
        .filter(found -> isInserted(now) && !found.isEmpty() && !found.equals(image));
  }

  /**
   * Takes out this image alone.
   *
   * @return whether it was in
   */
  boolean eject(String image) throws PowerException, InterruptedException {
    if (!isInserted(session.get(drive.path()).body()) || other(image).isPresent()) {
      return false;
    }
    eject();
    return true;
  }

  /** Nothing is asked of an empty one. */
  void eject() throws PowerException, InterruptedException {
    if (!isInserted(session.get(drive.path()).body())) {
      return;
    }
    Map<String, Object> empty = new java.util.HashMap<>(Map.of("Inserted", false));
    empty.put("Image", JSON.nullNode());
    change("#VirtualMedia.EjectMedia", Map.of(), empty);
    await(false);
  }

  private static Map<String, Object> inserted(String image) {
    return Map.of("Image", image, "Inserted", true, "WriteProtected", true);
  }

  /** By its action; controllers of before VirtualMedia v1.2 take a change of the drive instead. */
  private void change(String action, Map<String, Object> asked, Map<String, Object> patched)
      throws PowerException, InterruptedException {
    JsonNode target = drive.body().path("Actions").path(action).path("target");
    if (target.isMissingNode()) {
      session.patch(session.get(drive.path()), patched);
    } else {
      session.post(target.asString(), asked);
    }
  }

  /** Controllers that answer before they have fetched the image have a task of it. */
  private void await(boolean inserted) throws PowerException, InterruptedException {
    for (int i = 0; i < LOOKS; i++) {
      if (isInserted(session.get(drive.path()).body()) == inserted) {
        return;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    throw new PowerException(
        "%s took the order and its virtual drive is still %s: see whether it reaches this server"
            .formatted(session, inserted ? "empty" : "full"));
  }

  private static boolean isInserted(JsonNode drive) {
    return drive.path("Inserted").asBoolean(false);
  }
}
