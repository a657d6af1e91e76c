package dev.smsdesk.receive;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;

/** A request whose body has been collected: reading it waits for nobody. */
final class WholeBody extends HttpServletRequestWrapper {
    private ServletInputStream body;

    /** @param buffer holds the body in its first {@code length} bytes; not copied */
    WholeBody(HttpServletRequest request, byte[] buffer, int length) {
        super(request);
        is(buffer, length);
    }

    final void is(byte[] buffer, int length) {
        body = new Collected(new ByteArrayInputStream(buffer, 0, length));
    }

    /** Always the same: Jersey asks for it anew before each read. */
    @Override
    public ServletInputStream getInputStream() {
        return body;
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
