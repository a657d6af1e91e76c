package dev.smsdesk.receive.body;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;

/** A collected body. */
final class CollectedStream extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    CollectedStream(ByteArrayInputStream bytes) {
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
