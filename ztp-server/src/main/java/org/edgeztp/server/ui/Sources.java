package org.edgeztp.server.ui;

import java.util.Map;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.web.MachineResource;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.inventory.web.Streamed;
import org.edgeztp.inventory.web.UpstreamException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What other rooms know, asked in the way programs ask.
 *
 * @param resources of the API, by name
 * @param parts of a machine, by name
 */
public record Sources(Map<String, Resource> resources, Map<String, MachineResource> parts) {
  private static final JsonMapper JSON = new JsonMapper();

  public Sources {
    resources = Map.copyOf(resources);
    parts = Map.copyOf(parts);
  }

  /** A question was answered with a refusal. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    RefusedException(Problem problem) {
      super(problem.detail());
      this.problem = problem;
    }

    Problem problem() {
      return problem;
    }
  }

  /** What a resource answers to a question without a body. */
  JsonNode read(String name, Map<String, String> query) throws RefusedException {
    return json(resource(name).answer("GET", query, MissingNode.getInstance()));
  }

  JsonNode post(String name, JsonNode body) throws RefusedException {
    return json(resource(name).answer("POST", Map.of(), body));
  }

  JsonNode of(Machine machine, String part, String method, JsonNode body)
      throws RefusedException, InterruptedException {
    try {
      return json(part(part).answer(machine, method, body));
    } catch (UpstreamException e) {
      throw new RefusedException(
          new Problem(Problem.Code.UPSTREAM, String.valueOf(e.getMessage())));
    }
  }

  /** The part of a machine that is told line by line. */
  Streamed follow(Machine machine, String part, Map<String, String> query)
      throws RefusedException, InterruptedException {
    try {
      return part(part).answer(machine, "GET", query, MissingNode.getInstance())
              instanceof Streamed streamed
          ? streamed
          : new Streamed("text/event-stream", _ -> {});
    } catch (UpstreamException e) {
      throw new RefusedException(
          new Problem(Problem.Code.UPSTREAM, String.valueOf(e.getMessage())));
    }
  }

  private Resource resource(String name) throws RefusedException {
    Resource found = resources.get(name);
    if (found == null) {
      throw new RefusedException(Problem.notFound("this server has no " + name));
    }
    return found;
  }

  private MachineResource part(String name) throws RefusedException {
    MachineResource found = parts.get(name);
    if (found == null) {
      throw new RefusedException(Problem.notFound("this server has no " + name));
    }
    return found;
  }

  private static JsonNode json(Object answer) throws RefusedException {
    if (answer instanceof Problem problem) {
      throw new RefusedException(problem);
    }
    return JSON.valueToTree(answer);
  }
}
