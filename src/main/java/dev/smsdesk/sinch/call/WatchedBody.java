package dev.smsdesk.sinch.call;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** A request body that knows whether it was ever asked for: the client asks only once a connection stands. */
final class WatchedBody implements BodyPublisher {
    private final BodyPublisher bytes;
    private volatile boolean asked;

    WatchedBody(byte[] bytes) {
        this.bytes = BodyPublishers.ofByteArray(bytes);
    }

    boolean wasAskedFor() {
        return asked;
    }

    @Override
    public long contentLength() {
        return bytes.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        asked = true;
        bytes.subscribe(subscriber);
    }
}
