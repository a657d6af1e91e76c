package dev.smsdesk.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.message.Batch;
import dev.smsdesk.message.BatchStatus;
import java.time.Instant;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A time is read as it was stored, also across clock changes of the server's zone")
class InstantColumnTest {
    private final TimeZone before = TimeZone.getDefault();

    @BeforeEach
    void serverInSweden() {
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Stockholm"));
    }

    @AfterEach
    void putBack() {
        TimeZone.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-10-25T00:30:00.123456Z", "2026-10-25T01:30:00.123456Z", "2026-03-29T01:30:00Z",
        "2026-03-29T02:30:00.000001Z"})
    void alsoInTheRepeatedAndTheMissingHour(String text) {
        Instant time = Instant.parse(text);
        try (TestDatabase db = TestDatabase.open()) {
            String id = new Ids(new MutableClock(time)).next();
            db.tx().run(em -> em.persist(new Batch(id, null, "SMSDesk", "text", "sandbox", 1, time, "ann", BatchStatus.SENDING)));
            assertEquals(1, db.number("select count(*) from batch where id = ? and created_at = ?", id, time), "by plain SQL");
            assertEquals(time, db.tx().read(em -> em.find(Batch.class, id)).getCreatedAt(), "by JPA");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24T10:00:00.123456999Z"})
    void isCutToMicrosecondsNotRounded(String text) {
        assertEquals(123_456_000, InstantColumn.utc(Instant.parse(text)).getNano());
    }
}
