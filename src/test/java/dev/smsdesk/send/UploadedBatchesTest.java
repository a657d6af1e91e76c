package dev.smsdesk.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.jobs.JobRunner;
import dev.smsdesk.jobs.JobWork;
import dev.smsdesk.jobs.Jobs;
import dev.smsdesk.message.Batch;
import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.send.worker.TestDesk;
import dev.smsdesk.store.Sql;
import dev.smsdesk.upload.FileFormat;
import dev.smsdesk.upload.UploadReading;
import dev.smsdesk.upload.UploadRetention;
import dev.smsdesk.upload.Uploads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A batch of an upload has its good rows, each once, whatever is killed, and nothing is sent before all are there")
class UploadedBatchesTest {
    private final TestDesk desk = new TestDesk();
    private final Jobs jobs = new Jobs(desk.tx, desk.ids, desk.clock);
    private final Uploads uploads = new Uploads(desk.tx, desk.ids, desk.clock, jobs, () -> { });
    private final Outbox outbox = desk.outbox();
    private final UploadedBatches uploaded = new UploadedBatches(desk.tx, jobs, outbox, uploads, () -> { }, Duration.ZERO);
    private final Api api = new Api(desk, 10, outbox, uploaded);

    private String upload(String csv) {
        try {
            return uploads.take("List", FileFormat.CSV, "ann", null, new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String read(String csv) {
        String id = upload(csv);
        run(new UploadReading(desk.tx, null));
        return id;
    }

    private void run(JobWork... works) {
        JobRunner runner = new JobRunner(desk.tx, desk.clock, List.of(works));
        while (runner.step()) {
            // until all is done
        }
    }

    private static String list(int rows) {
        return "phone\n" + IntStream.range(0, rows).mapToObj(UploadedBatchesTest::number).collect(Collectors.joining("\n"));
    }

    private static String number(int n) {
        return "+46701" + String.format("%06d", n);
    }

    private Api.Answer post(String upload, String more) {
        return api.post("{\"from\":\"+46700000000\",\"upload\":\"" + upload + "\",\"text\":\"Hej\"" + more + "}");
    }

    private Batch batch(Api.Answer answer) {
        assertEquals(202, answer.status(), answer.json().toString());
        return desk.messages.batch(answer.json().path("id").asText()).orElseThrow();
    }

    private List<String> recipients(String batchId) {
        return desk.tx.sql(connection -> Sql.list(connection, row -> row.getString(1),
            "select digits from recipient where batch_id = ? order by id",
            batchId));
    }

    @Test
    void moreRowsThanAListMayHaveAreSentInTheirOrder() {
        Batch draft = batch(post(read(list(2500)), ""));
        assertEquals(BatchStatus.DRAFT, draft.getStatus());
        assertEquals(2500, draft.getRecipientCount());
        assertEquals(0, desk.count("submission"));
        JobRunner runner = new JobRunner(desk.tx, desk.clock, List.of(uploaded));
        assertTrue(runner.step());
        assertEquals(0, desk.count("submission"), "no call before all are copied");
        run(uploaded, desk.planner());
        assertEquals(BatchStatus.SENDING, desk.messages.batch(draft.getId()).orElseThrow().getStatus());
        assertEquals(IntStream.range(0, 2500).mapToObj(i -> number(i).substring(1)).toList(), recipients(draft.getId()));
        assertEquals(3, desk.count("submission"));
        assertEquals(2500L, desk.messages.counts(draft.getId()).values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void aStepThatRunsAgainCopiesNothingTwice() {
        Batch draft = batch(post(read(list(3200)), ""));
        JobRunner runner = new JobRunner(desk.tx, desk.clock, List.of(uploaded, desk.planner()));
        for (int steps = 0; runner.step() && steps < 30; steps++) {
            if (steps < 3) {   // killed before its progress was saved
                desk.tx.sql(connection -> {
                    Sql.run(connection, "update job set reached = null, done = 0 where kind = 'batch-of-upload'");
                    return null;
                });
            }
        }
        assertEquals(IntStream.range(0, 3200).mapToObj(i -> number(i).substring(1)).toList(), recipients(draft.getId()));
    }

    @Test
    void faultyRowsAreLeftOutOnlyIfThatIsSaid() {
        String upload = read("phone\n+46701234567\n12\n0046701234567\n+46701234568\n");
        Api.Answer refused = post(upload, "");
        assertEquals(422, refused.status());
        assertEquals(List.of("/good_only"), refused.pointers());
        assertEquals("2 of 4 rows cannot be sent to. Mend them and upload the file again, or leave them out with good_only: true.",
            refused.json().path("detail").asText());
        assertEquals(0, desk.count("batch"));
        Batch draft = batch(post(upload, ",\"good_only\":true"));
        run(uploaded, desk.planner());
        assertEquals(List.of("46701234567", "46701234568"), recipients(draft.getId()));
    }

    @Test
    void aCancelledOneIsNeverSent() {
        Batch draft = batch(post(read(list(1500)), ""));
        assertTrue(new JobRunner(desk.tx, desk.clock, List.of(uploaded)).step());
        assertEquals(202, api.act(draft.getId(), "cancel").status());
        run(uploaded, desk.planner());
        assertEquals(BatchStatus.CANCELLED, desk.messages.batch(draft.getId()).orElseThrow().getStatus());
        assertEquals(0, desk.count("draft_chunk") + desk.count("submission"));
    }

    @Test
    void anUploadThatIsNotReadyIsRefused() {
        assertEquals(409, post(upload(list(1)), "").status());
        assertEquals(List.of("/upload"), post(desk.ids.next(), "").pointers());
        assertEquals(List.of("/upload"), post(read("phone\n12\n"), ",\"good_only\":true").pointers());
        assertEquals(List.of("/to"), post("x", ",\"to\":[\"+46701234567\"]").pointers());
        assertEquals(0, desk.count("batch"));
    }

    @Test
    void aRepeatIsTheSameBatchAlsoWhenTheUploadIsUsed() {
        String upload = read(list(2));
        String body = "{\"from\":\"+46700000000\",\"upload\":\"" + upload + "\",\"text\":\"Hej\"}";
        String first = api.post(body, "Idempotency-Key", "k").json().path("id").asText();
        assertEquals(first, api.post(body, "Idempotency-Key", "k").json().path("id").asText());
        assertEquals(1, desk.count("batch"));
    }

    @Test
    void unusedUploadsGoAfterFourteenDaysWithFileAndNumbers() {
        String used = read(list(2));
        post(used, "");
        String unused = read(list(1500));
        UploadRetention retention = new UploadRetention(desk.tx, desk.clock);
        jobs.keep(UploadRetention.KIND, "", "smsdesk");
        desk.clock.pass(Duration.ofDays(13));
        run(retention);
        assertEquals(2, desk.count("upload"));
        desk.clock.pass(Duration.ofDays(2));
        run(retention);
        assertNull(uploads.find(unused).orElse(null));
        assertTrue(uploads.find(used).isPresent());
        assertEquals(1, desk.count("upload_rows"));
        assertEquals(1, desk.count("upload_chunk"));
    }
}
