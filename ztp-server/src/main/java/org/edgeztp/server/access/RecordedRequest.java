package org.edgeztp.server.access;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request whose body is kept while it is read. */
final class RecordedRequest extends Request.Wrapper {
  private static final int LIMIT = 64 << 10;
  private static final String TOO_LONG = "(more than is kept)";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  RecordedRequest(Request request) {
    super(request);
  }

  @Override
  public Content.@Nullable Chunk read() {
    Content.Chunk chunk = super.read();
    if (chunk != null && body.size() <= LIMIT) {
      ByteBuffer bytes = chunk.getByteBuffer().slice();
      byte[] read = new byte[Math.min(bytes.remaining(), LIMIT + 1 - body.size())];
      bytes.get(read);
      body.writeBytes(read);
    }
    return chunk;
  }

  /** What was sent, as the record keeps it. */
  String asked() {
    return Form.of(this).map(Form::toJson).or(this::body).map(Redaction::of).orElse(TOO_LONG);
  }

  /** What was read of it; empty when that is too long to keep. */
  private Optional<String> body() {
    return body.size() > LIMIT
        ? Optional.empty()
        : Optional.of(body.toString(StandardCharsets.UTF_8));
  }
}
