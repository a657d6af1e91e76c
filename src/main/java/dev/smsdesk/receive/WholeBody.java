package dev.smsdesk.receive;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;

/** A request whose body has been collected: reading it waits for nobody. */
final class WholeBody extends HttpServletRequestWrapper {
    private byte[] bytes = new byte[0];
    private int length;

    WholeBody(HttpServletRequest request) {
        super(request);
    }

    /** @param buffer holds the body in its first {@code length} bytes; not copied */
    void is(byte[] buffer, int length) {
        this.bytes = buffer;
        this.length = length;
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Collected(new ByteArrayInputStream(bytes, 0, length));
    }

    private static final class Collected extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Collected(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int from, int most) {
            return bytes.read(into, from, most);
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("The body is there already.");
        }
    }
}
