package org.edgeztp.server.datagram;

import java.net.InetSocketAddress;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.DefaultIoFilterChain;
import org.apache.mina.core.filterchain.IoFilterChain;
import org.apache.mina.core.service.AbstractIoService;
import org.apache.mina.core.service.DefaultTransportMetadata;
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.core.service.TransportMetadata;
import org.apache.mina.core.session.AbstractIoSession;
import org.apache.mina.transport.socket.DatagramSessionConfig;

/** What goes to and fro between a port of ours and one peer. */
final class BatchSession extends AbstractIoSession {
  static final TransportMetadata METADATA =
      new DefaultTransportMetadata(
          "edgeztp",
          "batch-datagram",
          true,
          false,
          InetSocketAddress.class,
          DatagramSessionConfig.class,
          IoBuffer.class,
          Burst.class);

  private final BatchProcessor processor;
  private final InetSocketAddress remote;
  private final long peer;
  private final IoFilterChain chain = new DefaultIoFilterChain(this);

  BatchSession(
      AbstractIoService service,
      DatagramSessionConfig config,
      BatchProcessor processor,
      InetSocketAddress remote) {
    super(service);
    this.config = config;
    this.processor = processor;
    this.remote = remote;
    this.peer = Messages.peer(remote.getAddress().getAddress(), remote.getPort());
  }

  long peer() {
    return peer;
  }

  @Override
  public IoProcessor<BatchSession> getProcessor() {
    return processor;
  }

  @Override
  public IoFilterChain getFilterChain() {
    return chain;
  }

  @Override
  public TransportMetadata getTransportMetadata() {
    return METADATA;
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return remote;
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return processor.address();
  }
}
