package dev.smsdesk.servers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.it.KeptCallbacks;
import dev.smsdesk.it.SinchPost;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The digest of each callback that was answered 200: each has to be there after any stop. */
final class Acknowledged {
    private static final int SENDERS = 3;
    private final Set<String> digests = ConcurrentHashMap.newKeySet();

    void add(byte[] body) {
        digests.add(KeptCallbacks.sha256(body));
    }

    int size() {
        return digests.size();
    }

    /** @return the status */
    int post(SinchPost callback, byte[] body) {
        int status = callback.send().statusCode();
        if (status == 200) {
            add(body);
        }
        return status;
    }

    /** Until the server is gone. */
    void keepPosting(Runnable stop) {
        AtomicBoolean stopped = new AtomicBoolean();
        List<Thread> senders = Stream.generate(() -> new Thread(() -> keepPosting(stopped), "sender")).limit(SENDERS).toList();
        senders.forEach(Thread::start);
        try {
            Thread.sleep(1_000);
            stop.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.set(true);
            senders.forEach(Acknowledged::join);
        }
    }

    private void keepPosting(AtomicBoolean stopped) {
        while (!stopped.get()) {
            byte[] body = Checks.inbound("while it stops");
            try {
                post(SinchPost.sms(body), body);
            } catch (UncheckedIOException e) {
                pause();   // it is going, or gone
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread sender) {
        try {
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    List<String> missingIn(KeptCallbacks kept) {
        Set<String> there = kept.all().stream().map(item -> item.getString("sha256")).collect(Collectors.toSet());
        assertTrue(size() > 0);
        return digests.stream().filter(digest -> !there.contains(digest)).toList();
    }
}
