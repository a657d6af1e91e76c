package dev.smsdesk.pages;

import dev.smsdesk.compose.Composer;
import dev.smsdesk.compose.Draft;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.OwnReason;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.fold.DeliveryEvent;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.store.Rows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Puts into the database what pages show. */
public final class Stock {
    private final PageServer server;

    public Stock(PageServer server) {
        this.server = server;
    }

    /** @return id of a batch that was not sent yet */
    public String batch(String from, String text, String name, String... to) {
        return server.outbox.enqueue(new Composer(10_000, null, 10).order(new Draft(from, List.of(to), text, name)), "sender", null);
    }

    /** A report about one recipient of a batch with one submission, as Sinch would call back. */
    public void report(String batchId, String digits, String word, Integer code, String reason) {
        Instant now = server.clock.instant();
        server.database.tx().run(em -> {
            Submission submission = DeliveryLog.locked(em, server.messages.calls(batchId, 1).some().get(0).getId());
            server.deliveries.append(em, submission, List.of(new DeliveryEvent(digits, "01K" + batchId.substring(3), word,
                DeliveryState.ofWord(word).orElse(null), code, reason, now, now.plusMillis(420), null, ReportSource.CALLBACK, null)));
        });
    }

    /** The batch's one submission as after a call without an answer. @return its id */
    public String unsure(String batchId, String why) {
        return server.database.tx().write(em -> {
            Submission submission = DeliveryLog.locked(em, server.messages.calls(batchId, 1).some().get(0).getId());
            submission.unsure(why);
            server.deliveries.appendForAll(em, submission,
                number -> DeliveryEvent.ours(number, null, DeliveryState.UNSURE, null, OwnReason.NO_CLEAR_ANSWER.stored(why),
                server.clock.instant(), ReportSource.SEND));
            return submission.getId();
        });
    }

    public void sent(String batchId) {
        server.database.tx().run(em -> {
            Submission submission = DeliveryLog.locked(em, server.messages.calls(batchId, 1).some().get(0).getId());
            submission.sent();
            server.deliveries.appendForAll(em, submission, number -> DeliveryEvent.ours(number, null, DeliveryState.ACCEPTED, null, null,
                server.clock.instant(), ReportSource.SEND));
        });
    }

    /** @return id of the callback */
    public String callback(String state, String note, String body, int seen) {
        String id = server.ids.next();
        server.database.run("insert into callback (id, channel, sha256, body, content_type, nonce, signed_at, secret_name, received_at, "
            + "last_seen_at, seen, "
            + "state, note, attempts) values (?, 'SMS', ?, ?, 'application/json', ?, ?, 'SINCH_WEBHOOK_SECRET', ?, ?, ?, ?, ?, 0)", id,
            Arrays.copyOf(id.getBytes(), 32), body.getBytes(StandardCharsets.UTF_8), "N-" + id, server.clock.instant(),
            server.clock.instant(), server.clock.instant(), seen, state, note);
        return id;
    }

    /** Applied, the newest just now. @param age of their signatures when they came */
    void signedCallbacks(int count, Duration age) {
        Instant now = server.clock.instant();
        List<String> ids = Stream.generate(server.ids::next).limit(count).toList();
        server.database.tx().sql(connection -> {
            Rows.insert(connection, "insert into callback (id, channel, sha256, body, content_type, signed_at, secret_name, received_at, "
                + "last_seen_at, seen, state, attempts) values ", "",
                ids, id -> new Object[] {id, "SMS", Arrays.copyOf(id.getBytes(StandardCharsets.US_ASCII), 32), new byte[] {'{', '}'},
                    "application/json", now.minus(age),
                    "SINCH_WEBHOOK_SECRET", now, now, 1, "APPLIED", 0});
            return null;
        });
    }

    public void refusal(String reason, int status) {
        server.database.run("insert into refusal (id, channel, reason, status, headers, body_bytes, address, received_at) values (?, "
            + "'SMS', ?, ?, "
            + "'signature nonce timestamp', 312, '203.0.113.0', ?)", server.ids.next(), reason, status, server.clock.instant());
    }

    /** One that the doctor has looked at. @return its id */
    public String refusal(String reason, String cause, String detail, String said) {
        String id = server.ids.next();
        server.database.run("insert into refusal (id, channel, reason, status, headers, body_bytes, address, received_at, algorithm, "
            + "content_type, encoding, finding, detail) "
            + "values (?, 'SMS', ?, 401, ?, 312, ?, ?, ?, ?, ?, ?, ?)", id, reason, said, said, server.clock.instant(), said, said, said,
                cause, detail);
        return id;
    }

    public void inbound(String sender, String text) {
        server.database.run("insert into inbound (id, channel, provider_id, content, sender, addressee, text, accepted_at, received_at, "
            + "callback_id) "
            + "values (?, 'SMS', ?, '', ?, '46700000000', ?, ?, ?, ?)", server.ids.next(), server.ids.next(), sender, text,
                server.clock.instant(),
            server.clock.instant(), server.ids.next());
    }
}
