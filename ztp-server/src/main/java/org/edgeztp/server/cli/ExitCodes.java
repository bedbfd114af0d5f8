package org.edgeztp.server.cli;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExitCodeExceptionMapper;
import picocli.CommandLine.ParameterException;

/** What verbs end with, for scripts; {@code OPERATING.md} tells of them. */
public final class ExitCodes implements IExitCodeExceptionMapper {
  private static final int UNREACHABLE = 3;
  private static final int NOT_ALLOWED = 4;
  private static final int NOT_FOUND = 5;

  /** The same for {@code --help}. */
  public static final String DONE = "0:done";

  public static final String REFUSED = "1:refused by the server or by a machine, or it failed";
  public static final String USAGE = "2:wrong on the command line";
  public static final String AWAY = "3:no server answers, or none that is trusted";
  public static final String BARRED = "4:the token is missing, unknown or may not do that";
  public static final String UNKNOWN = "5:there is no such machine or thing";

  @Override
  public int getExitCode(Throwable failure) {
    return switch (failure) {
      case IllegalArgumentException _, ParameterException _ -> ExitCode.USAGE;
      case Unreachable _ -> UNREACHABLE;
      case Refused refused ->
          switch (refused.status()) {
            case 401, 403 -> NOT_ALLOWED;
            case 404 -> NOT_FOUND;
            default -> ExitCode.SOFTWARE;
          };
      default -> ExitCode.SOFTWARE;
    };
  }
}
