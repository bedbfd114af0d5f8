package org.edgeztp.inventory.web;

import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/** A resource that takes what is posted as well. */
public record Postable(BiFunction<String, JsonNode, Object> answers) implements Resource {
  @Override
  public List<String> methods() {
    return List.of("GET", "POST");
  }

  @Override
  public Object answer(String method, JsonNode body) {
    return answers.apply(method, body);
  }
}
