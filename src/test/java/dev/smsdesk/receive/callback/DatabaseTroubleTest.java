package dev.smsdesk.receive.callback;

import static dev.smsdesk.receive.callback.Bodies.utf8;
import static dev.smsdesk.store.FaultyDatabase.CONNECTION_LOST;
import static dev.smsdesk.store.FaultyDatabase.DEADLOCK;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.callback.Endpoint.Answer;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.store.Concurrently;
import dev.smsdesk.store.FaultyDatabase.Moment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Under every database fault Sinch receives 200 or 503 with Retry-After, and afterwards each callback is stored once")
class DatabaseTroubleTest {
    private static final Answer NOT_KEPT = new Answer(503, "not-kept", "5");
    private static final Secret SECRET = Secret.of("sms", "a secret");
    private static final byte[] BODY = utf8("{\"type\":\"mo_text\"}");
    private final Endpoint endpoint = new Endpoint();

    @BeforeEach
    void secret() {
        endpoint.secrets.set(Channel.SMS, List.of(SECRET));
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void downBeforeTheRequest() {
        endpoint.database.next(Moment.CONNECT, CONNECTION_LOST);
        assertEquals(NOT_KEPT, post());
        assertEquals(List.of(), endpoint.kept());
        assertKeptOnceAfterTheRetry(1);
    }

    @Test
    void lostDuringTheInsert() {
        endpoint.database.next(Moment.WRITE, CONNECTION_LOST);
        assertEquals(NOT_KEPT, post());
        assertEquals(List.of(), endpoint.kept());
        assertKeptOnceAfterTheRetry(1);
    }

    @Test
    void lostDuringTheCommitWhichCameThrough() {
        endpoint.database.next(Moment.WRITTEN, CONNECTION_LOST);
        assertEquals(NOT_KEPT, post());
        assertKeptOnceAfterTheRetry(2);
    }

    @Test
    void deadlocked() {
        endpoint.database.next(Moment.WRITE, DEADLOCK);
        assertEquals(Answer.KEPT, post());
        assertEquals(1, endpoint.kept().get(0).seen());
    }

    @Test
    void slow() {
        endpoint.database.next(Moment.WRITE, () -> Concurrently.sleep(Duration.ofMillis(3_500)));
        assertEquals(NOT_KEPT, post());
        assertKeptOnceAfterTheRetry(2);
    }

    @Test
    void aForgeryIsRefusedWithoutTheDatabase() {
        endpoint.database.from(Moment.CONNECT, CONNECTION_LOST);
        assertEquals(Answer.refused(401, "signature-refused"), endpoint.post(Channel.SMS, BODY, Secret.of("other", "another secret")));
        assertEquals(0, endpoint.database.count(Moment.CONNECT));
    }

    private Answer post() {
        return endpoint.post(Channel.SMS, BODY, SECRET);
    }

    private void assertKeptOnceAfterTheRetry(int seen) {
        assertEquals(Answer.KEPT, post());
        assertEquals(1, endpoint.kept().size());
        assertEquals(seen, endpoint.kept().get(0).seen());
        assertEquals(List.of(), endpoint.refusals.newest(null, 10).items(), "our own trouble is no refusal");
    }
}
