package org.edgeztp.server.lab;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Who is logged in at a Redfish service (DSP0266, 13.3.4). It has room for a few, as real ones. */
final class RedfishSessions {
  static final String PATH = "/redfish/v1/SessionService/Sessions";
  private static final int MOST = 4;

  private final String account;
  private final String password;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, String> tokens = new LinkedHashMap<>();
  private int number;

  RedfishSessions(String account, String password) {
    this.account = account;
    this.password = password;
  }

  boolean knows(Optional<String> token) {
    return token.filter(tokens::containsValue).isPresent();
  }

  RedfishAnswer login(JsonNode body) {
    if (!body.path("UserName").asString("").equals(account)
        || !body.path("Password").asString("").equals(password)) {
      return RedfishAnswer.error(401, "NoValidSession", "The user name or password is wrong.");
    }
    if (tokens.size() == MOST) {
      return RedfishAnswer.error(503, "SessionLimitExceeded", "There are too many sessions.");
    }
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String token = HexFormat.of().formatHex(bytes);
    String path = PATH + "/" + ++number;
    tokens.put(path, token);
    return new RedfishAnswer(201, Map.of("X-Auth-Token", token, "Location", path), session(path));
  }

  /** All of them, or one. */
  Optional<Map<String, Object>> get(String path) {
    if (path.equals(PATH)) {
      List<Map<String, String>> members =
          tokens.keySet().stream().map(one -> Map.of("@odata.id", one)).toList();
      return Optional.of(RedfishDocuments.collection(PATH, "SessionCollection", members));
    }
    return Optional.of(path).filter(tokens::containsKey).map(this::session);
  }

  boolean end(String path) {
    return tokens.remove(path) != null;
  }

  private Map<String, Object> session(String path) {
    return Map.of(
        "@odata.id",
        path,
        "@odata.type",
        "#Session.v1_3_0.Session",
        "Id",
        path.substring(path.lastIndexOf('/') + 1),
        "Name",
        "Session",
        "UserName",
        account);
  }
}
