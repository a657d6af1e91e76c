package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Bytes on a socket, for what no decent client would send. One call, then the connection is closed. */
public final class RawCall {
    private static final URI DESK = URI.create(Desk.ADDRESS);
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int PAUSE_MILLIS = 50;

    /** @param status 0 where the server closed without a word; @param closed whether it was seen to close */
    public record Answer(int status, String head, String body, boolean closed) {
        public boolean sets(String header) {
            return header(header) != null;
        }

        /** @return value of the first header of this name, or null */
        public String header(String name) {
            return head.lines().filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1)).findFirst()
                .map(line -> line.substring(name.length() + 1).strip()).orElse(null);
        }

        /** Whether the connection ends with it. */
        public boolean closes() {
            return "close".equalsIgnoreCase(header("Connection"));
        }

        /** The body in UTF-8, without the marks of chunks. */
        public String text() {
            return new String((sets("Transfer-Encoding") ? joined(body) : body).getBytes(ISO_8859_1), UTF_8);
        }

        /** Whether its head says that no more of it comes. */
        private boolean isWhole() {
            String length = header("Content-Length");
            return length != null && body.length() >= Integer.parseInt(length) || sets("Transfer-Encoding") && body.endsWith("0\r\n\r\n");
        }

        private static String joined(String chunks) {
            int end = chunks.indexOf("\r\n");
            int length = end < 0 ? 0 : Integer.parseInt(chunks.substring(0, end), 16);
            return length == 0 ? "" : chunks.substring(end + 2, end + 2 + length) + joined(chunks.substring(end + 4 + length));
        }
    }

    private RawCall() {}

    /** A head of this request line and these lines, with Host and an empty line. */
    public static byte[] head(String requestLine, String... lines) {
        String all = requestLine.replace(" /", " " + DESK.getPath() + "/") + " HTTP/1.1\r\nHost: " + DESK.getAuthority() + "\r\n"
            + Arrays.stream(lines).map(line -> line + "\r\n").collect(Collectors.joining()) + "\r\n";
        return all.getBytes(ISO_8859_1);
    }

    /** Header lines, as {@link SinchPost#headers()} has them. */
    public static String[] lines(Map<String, String> headers, String... more) {
        String[] lines = Arrays.copyOf(more, more.length + headers.size());
        int at = more.length;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            lines[at++] = header.getKey() + ": " + header.getValue();
        }
        return lines;
    }

    /**
     * Writes all parts and leaves the connection open, as a caller who falls silent; reads until the server closes or falls silent as well.
     */
    public static Answer exchangeOpen(byte[]... parts) {
        return exchange(null, false, 0, parts);
    }

    /**
     * As a slow caller: pauses before each further part, and keeps it back where the answer has begun by then; reads to the end of that.
     */
    static Answer exchangeLate(byte[]... parts) {
        return exchange(null, false, PAUSE_MILLIS, parts);
    }

    /** As {@link #exchangeOpen}, by a caller at this address of the loopback network. */
    public static Answer exchangeFrom(String address, byte[]... parts) {
        return exchange(address, false, 0, parts);
    }

    /** Writes all parts, then no more, and reads until the server closes or says nothing for a second after its answer. */
    public static Answer exchange(byte[]... parts) {
        return exchange(null, true, 0, parts);
    }

    /** @param from address of the caller, or null for any */
    private static Answer exchange(String from, boolean ends, int pauseMillis, byte[]... parts) {
        try (Socket socket = new Socket()) {
            socket.bind(from == null ? null : new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(DESK.getHost(), DESK.getPort()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            write(socket, ends, pauseMillis, parts);
            return read(socket, pauseMillis > 0);
        } catch (IOException e) {
            throw new AssertionError("no connection to " + DESK, e);
        }
    }

    private static void write(Socket socket, boolean ends, int pauseMillis, byte[]... parts) throws IOException {
        try {
            OutputStream out = socket.getOutputStream();
            for (byte[] part : parts) {
                LockSupport.parkNanos(part == parts[0] ? 0 : TimeUnit.MILLISECONDS.toNanos(pauseMillis));
                if (pauseMillis == 0 || socket.getInputStream().available() == 0) {
                    out.write(part);
                }
            }
            out.flush();
            if (ends) {
                socket.shutdownOutput();
            }
        } catch (SocketException e) {
            return;   // it has heard enough; its answer may be there all the same
        }
    }

    /** @param one whether to leave where the answer has come to its end: Payara may hold the connection all the same */
    private static Answer read(Socket socket, boolean one) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        boolean closed = false;
        try {
            InputStream in = socket.getInputStream();
            byte[] some = new byte[8192];
            for (int read; !(one && answer(all, false).isWhole()) && (read = in.read(some)) >= 0; ) {
                all.write(some, 0, read);
                socket.setSoTimeout(1_000);
            }
            closed = !one;
        } catch (SocketTimeoutException e) {
            closed = false;
        } catch (SocketException e) {
            closed = true;   // reset: it did not want the rest
        }
        return answer(all, closed);
    }

    private static Answer answer(ByteArrayOutputStream bytes, boolean closed) {
        String text = bytes.toString(ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, text, "", closed);
        }
        return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(0, end + 2), text.substring(end + 4), closed);
    }
}
