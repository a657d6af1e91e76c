package dev.smsdesk.bench;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One keep-alive connection with at most one request under way. */
final class Connection {
    /** Index of the request under way, or -1. */
    int request = -1;
    long sentAt;
    private final SocketAddress server;
    private final Selector selector;
    private final Answer answer = new Answer();
    private SocketChannel channel;

    Connection(SocketAddress server, Selector selector) throws IOException {
        this.server = server;
        this.selector = selector;
        open();
    }

    private void open() throws IOException {
        channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    void reopen() throws IOException {
        close();
        answer.clear();
        open();
    }

    /** A request is small beside the socket's empty buffer: it goes in one piece, or waits here for a moment. */
    void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** @return what has been answered, or null when more must come */
    Answer read(ByteBuffer scratch) throws IOException {
        if (answer.isComplete()) {
            answer.clear();
        }
        scratch.clear();
        int count = channel.read(scratch);
        if (count < 0) {
            throw new IOException("closed by the server");
        }
        answer.take(scratch.flip());
        return answer.isComplete() ? answer : null;
    }

    void close() throws IOException {
        channel.close();
    }
}
