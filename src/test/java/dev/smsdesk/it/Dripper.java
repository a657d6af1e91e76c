package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A caller who sends a request byte by byte and goes on with that after its answer, until the server closes. */
final class Dripper implements AutoCloseable {
    private static final URI DESK = URI.create(Desk.ADDRESS);
    private final SocketChannel socket;
    private final byte[] drop;
    private final long began = System.nanoTime();
    private final ByteBuffer heard = ByteBuffer.allocate(8192);
    private Duration answered;
    private Duration closed;

    /** @param drop what is sent each time; nothing for a caller who falls silent */
    Dripper(byte[] begin, String drop) throws IOException {
        this.drop = drop.getBytes(ISO_8859_1);
        this.socket = SocketChannel.open(new InetSocketAddress(DESK.getHost(), DESK.getPort()));
        socket.write(ByteBuffer.wrap(begin));
        socket.configureBlocking(false);
    }

    /** Sends one more drop and listens, without waiting. */
    void turn() {
        if (closed != null) {
            return;
        }
        try {
            int read = socket.read(heard);
            if (answered == null && heard.position() > 0) {
                answered = since();
            }
            if (read < 0) {
                closed = since();
            } else {
                socket.write(ByteBuffer.wrap(drop));
            }
        } catch (IOException e) {
            closed = since();   // reset: the server reads no more
        }
    }

    private Duration since() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** @return 0 where the server never said anything, -1 where it said something that is no answer in HTTP */
    int status() {
        String begin = heard(12);
        return begin.length() < 12 ? 0 : begin.matches("HTTP/1\\.1 \\d{3}") ? Integer.parseInt(begin.substring(9)) : -1;
    }

    /** What came first, at most so many characters. */
    String heard(int most) {
        return new String(heard.array(), 0, Math.min(most, heard.position()), ISO_8859_1);
    }

    /** @return null as long as there is none */
    Duration answered() {
        return answered;
    }

    /** @return null as long as the server holds the connection */
    Duration closed() {
        return closed;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
