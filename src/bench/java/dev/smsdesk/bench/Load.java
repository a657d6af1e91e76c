package dev.smsdesk.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The load generator: one thread, one selector, each connection sends its next request when the one before is answered.
 * What it keeps of a request is its status and its time; nothing is made for each.
 */
final class Load implements AutoCloseable {
    private static final long PATIENCE = Duration.ofSeconds(10).toNanos();
    private static final long LOOK_MILLIS = 200;
    private final Requests requests;
    private final ByteBuffer view;
    private final Outcome outcome;
    private final Selector selector = Selector.open();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(16 << 10);
    private final List<Connection> connections = new ArrayList<>();
    private final Consumer<SelectionKey> whenReadable = this::readable;
    private int next;
    private int underWay;
    private boolean ending;

    private Load(int port, int connections, Requests requests) throws IOException {
        this.requests = requests;
        this.view = requests.view();
        this.outcome = new Outcome(requests.count());
        for (int i = 0; i < connections; i++) {
            this.connections.add(new Connection(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), selector));
        }
    }

    /** Ends when the time is over, or the requests are, and all that was sent has been answered or given up. */
    static Outcome run(int port, int connections, Duration time, Requests requests) throws IOException {
        try (Load load = new Load(port, connections, requests)) {
            load.run(time.toNanos());
            load.outcome.sent(load.next);
            return load.outcome;
        }
    }

    private void run(long nanos) throws IOException {
        long began = System.nanoTime();
        for (Connection connection : connections) {
            send(connection);
        }
        while (underWay > 0) {
            selector.select(whenReadable, LOOK_MILLIS);
            long now = System.nanoTime();
            if (!ending && (now - began >= nanos || next == requests.count())) {
                ending = true;
                outcome.ended(now - began);
            }
            if (ending && now - began > nanos + PATIENCE) {
                break;
            }
        }
    }

    private void send(Connection connection) throws IOException {
        if (ending || next == requests.count()) {
            connection.request = -1;
            return;
        }
        connection.request = next++;
        underWay++;
        requests.at(connection.request, view);
        connection.sentAt = System.nanoTime();
        connection.send(view);
    }

    private void readable(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            Answer answer = connection.read(scratch);
            if (answer == null) {
                return;
            }
            outcome.answered(connection.request, answer.status(), System.nanoTime() - connection.sentAt, !ending);
            underWay--;
            if (!answer.stays()) {
                connection.reopen();
            }
            send(connection);
        } catch (IOException e) {
            lost(connection);
        }
    }

    /** The request under way has no answer; whether it was taken is not known. */
    private void lost(Connection connection) {
        try {
            if (connection.request >= 0) {
                underWay--;
            }
            connection.reopen();
            send(connection);
        } catch (IOException e) {
            throw new IllegalStateException("The server does not take connections any more.", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
    }
}
