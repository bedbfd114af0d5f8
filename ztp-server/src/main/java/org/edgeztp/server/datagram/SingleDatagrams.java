package org.edgeztp.server.datagram;

import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.DefaultWriteRequest;
import org.apache.mina.core.write.WriteRequest;

/** For transports that send one datagram at a time: a {@link Burst} becomes its datagrams. */
public final class SingleDatagrams extends IoFilterAdapter {
  @Override
  public void filterWrite(NextFilter next, IoSession session, WriteRequest request) {
    if (!(request.getMessage() instanceof Burst burst)) {
      next.filterWrite(session, request);
      return;
    }
    for (int i = 0; i < burst.count(); i++) {
      next.filterWrite(session, new DefaultWriteRequest(IoBuffer.wrap(burst.datagram(i))));
    }
  }
}
