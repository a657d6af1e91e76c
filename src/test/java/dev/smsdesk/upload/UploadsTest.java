package dev.smsdesk.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.jobs.JobRunner;
import dev.smsdesk.jobs.Jobs;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.TestDatabase;
import dev.smsdesk.upload.Upload.State;
import dev.smsdesk.upload.file.Workbook;
import dev.smsdesk.wording.Sentences;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An uploaded file is stored in pieces and read once, row by row, on any node")
class UploadsTest {
    private static TestDatabase db;
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-30T08:00:00Z"));
    private final Ids ids = new Ids(clock);
    private final Jobs jobs = new Jobs(db.tx(), ids, clock);
    private final Uploads uploads = new Uploads(db.tx(), ids, clock, jobs, () -> { });

    @BeforeAll
    static void open() {
        db = TestDatabase.open();
    }

    @AfterAll
    static void close() {
        db.close();
    }

    private String take(String csv) {
        return take(csv.getBytes(StandardCharsets.UTF_8), FileFormat.CSV, null);
    }

    private String take(byte[] file, FileFormat format, String key) {
        try {
            return uploads.take("List", format, "ann", key, new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** @param step 0 to end each step after its first chunk */
    private JobRunner node(Duration step) {
        return new JobRunner(db.tx(), clock, List.of(new UploadReading(db.tx(), null, step)));
    }

    private Upload read(String id) {
        JobRunner node = node(Duration.ofHours(1));
        while (node.step()) {
            // until all is read
        }
        return uploads.find(id).orElseThrow();
    }

    private List<String> faults(Upload upload) {
        return uploads.rows(upload, 0, true, 1000).stream()
            .map(row -> row.line() + " " + (row.column() < 0 ? "-" : upload.columns().get(row.column())) + ": "
                + Sentences.ENGLISH.ofStored(row.fault())).toList();
    }

    private List<String> good(Upload upload) {
        return uploads.rows(upload, 0, false, 10_000).stream().filter(row -> row.fault() == null).map(row -> row.line() + " "
            + row.digits()).toList();
    }

    private static String number(int n) {
        return "+46701" + String.format("%06d", n).substring(0, 6);
    }

    @Test
    void eachBadRowHasItsLineColumnAndFix() {
        Upload upload = read(take("\uFEFFName;Phone\nAnn;+46 70-123 45 67\n;\nBo;0046701234567\n\"Cy\nof "
            + "X\";4,67E+10\nDi;+4670123456a\nEd;\nFa;0701234568\nGo;=+46701234569\n"
            + "Hy\nIs;+46701234570;x\nJo\u0000;+46701234571\n#N/A;+46701234572\nKa;+99901234567\n" + "L".repeat(2001) + ";+46701234573\n"));
        assertEquals(State.READY, upload.state());
        assertEquals(List.of("Name", "Phone"), upload.columns());
        assertEquals("Phone", upload.numberColumn());
        assertEquals(";", upload.separator());
        assertEquals("UTF-8", upload.encoding());
        assertEquals(List.of("2 46701234567", "10 46701234569"), good(upload));
        assertEquals(13, upload.rows());
        assertEquals(2, upload.good());
        assertEquals(List.of("4 Phone: The same number is in line 2; that row counts. Remove this one.",
            "5 Phone: A spreadsheet has changed this number. Format the column as text, then copy it again.",
            "7 Phone: A phone number has no letters.",
            "8 Phone: The number is missing. Write it, or remove the row.",
            "9 Phone: Write the number with + and its country code, such as +46701234567.",
            "11 -: The row has 1 values and the header has 2. Check its separators and quotation marks.",
            "12 -: The row has 3 values and the header has 2. Check its separators and quotation marks.",
            "13 Name: The value has a control character that no telephone shows. Remove it.",
            "14 Name: The formula of this cell has the error #N/A. Mend it, or write the value.",
            "15 Phone: This is not a possible phone number. Check its length and country code.",
            "16 Name: The value has 2,001 characters; 2,000 are possible. Shorten it."), faults(upload));
    }

    @Test
    void theOtherColumnsStayWithTheRow() {
        Upload upload = read(take("to,name,town\n+46701234567,Ann,\"Lund, Skåne\"\n"));
        assertEquals(List.of("+46701234567", "Ann", "Lund, Skåne"), uploads.rows(upload, 0, false, 10).get(0).values());
    }

    @Test
    void oneColumnWithoutHeaderIsRead() {
        Upload upload = read(take("+46701234567\n+46701234568\n"));
        assertEquals(List.of("Column 1"), upload.columns());
        assertEquals(List.of("1 46701234567", "2 46701234568"), good(upload));
    }

    @Test
    void fiveHundredColumnsAreReadAndNamesMadeDifferent() {
        String header = IntStream.range(0, 499).mapToObj(i -> i < 2 ? "x" : i == 2 ? "" : "c" + i).collect(Collectors.joining(","))
            + ",mobile";
        Upload upload = read(take(header + "\n" + "v,".repeat(499) + "+46701234567\n"));
        assertEquals(List.of("x", "x (2)", "Column 3"), upload.columns().subList(0, 3));
        assertEquals("mobile", upload.numberColumn());
        assertEquals(1, upload.good());
    }

    @Test
    void aFileWithoutRowsOrWithAnOpenQuoteFails() {
        for (String file : List.of("\n\n", "phone\n", " , \n", "number,name\n,\n")) {
            assertEquals("file-without-rows", read(take(file)).fault());
        }
        Upload open = read(take("phone\n+46701234567\n\"+46701234568\n"));
        assertEquals(State.FAILED, open.state());
        assertEquals("file-quote-open:3", open.fault());
        assertEquals("file-not-csv", read(take("PK\u0003\u0004abc")).fault());
    }

    @Test
    void anEmptyFileIsRefusedAndNothingIsKept() {
        long before = db.number("select count(*) from upload_chunk");
        assertEquals(ProblemType.INVALID, assertThrows(ProblemException.class, () -> take("")).type());
        assertEquals(before, db.number("select count(*) from upload_chunk"));
    }

    @Test
    void aWorkbookIsReadWithTheNumbersOfItsRows() {
        Workbook book = new Workbook();
        String rows = "<row r=\"1\">" + book.shared("A1", "Phone") + book.shared("B1", "Name") + "</row><row r=\"4\">" + book.shared("A4",
            "+46701234567")
            + "</row><row r=\"6\">" + Workbook.inline("A6", "4.67E+10") + "</row>";
        Upload upload = read(take(book.sheet("A", "visible", rows).bytes(), FileFormat.XLSX, null));
        assertEquals(List.of("4 46701234567"), good(upload));
        assertEquals(List.of("6 Phone: A spreadsheet has changed this number. Format the column as text, then copy it again."),
            faults(upload));
        assertEquals("xlsx-unreadable", read(take("phone\n".getBytes(), FileFormat.XLSX, null)).fault());
    }

    @Test
    void anotherNodeGoesOnAndEachRowIsStoredOnce() {
        String file = "phone\n" + IntStream.range(0, 5500).mapToObj(i -> number(i % 5000) + "\n").collect(Collectors.joining());
        String id = take(file);
        for (int steps = 0; uploads.find(id).orElseThrow().state() == State.READING; steps++) {
            assertTrue(steps < 20, "goes on");
            assertTrue(node(Duration.ZERO).step());
            if (steps % 2 == 0) {   // killed before its progress was saved: the step runs again
                db.run("update job set done = 0, reached = null where subject = ?", id);
            }
        }
        Upload upload = uploads.find(id).orElseThrow();
        assertEquals(5500, upload.rows());
        assertEquals(5000, upload.good());
        assertEquals(IntStream.range(0, 5000).mapToObj(i -> (i + 2) + " " + number(i).substring(1)).toList(), good(upload));
        assertEquals("5002 phone: The same number is in line 2; that row counts. Remove this one.", faults(upload).get(0));
        assertEquals(500, faults(upload).size());
    }

    @Test
    void aRepeatWithTheSameKeyIsTheSameUploadAndAnotherFileIsRefused() {
        byte[] file = "phone\n+46701234567\n".getBytes(StandardCharsets.UTF_8);
        String id = take(file, FileFormat.CSV, "k1");
        assertEquals(id, take(file, FileFormat.CSV, "k1"));
        assertEquals(1, db.number("select count(*) from upload where request_key is not null and id = ?", id));
        assertEquals(ProblemType.IDEMPOTENCY_KEY_REUSED,
            assertThrows(ProblemException.class, () -> take("phone\n+46701234568\n".getBytes(), FileFormat.CSV, "k1")).type());
        assertEquals(0, db.number("select count(*) from upload_chunk c where not exists (select 1 from upload u where u.id = "
            + "c.upload_id)"));
        clock.pass(Duration.ofDays(8));
        assertNotEquals(id, take(file, FileFormat.CSV, "k1"));
    }

    @Test
    void aBodyThatBreaksOffLeavesNothing() {
        long before = db.number("select count(*) from upload_chunk");
        InputStream broken = new InputStream() {
            private int left = Uploads.PIECE + 1;

            @Override
            public int read() throws IOException {
                if (--left < 0) {
                    throw new IOException("gone");
                }
                return '1';
            }
        };
        assertThrows(IOException.class, () -> uploads.take(null, FileFormat.CSV, "ann", null, broken));
        assertEquals(before, db.number("select count(*) from upload_chunk"));
    }

    @Test
    void aPersonMayChooseColumnEncodingAndSeparator() {
        String id = take("a,b;c\n+46701234567,+46701234568;x\n+46701234567,+46701234569;y\n");
        assertEquals(List.of("a", "b;c"), read(id).columns());
        uploads.readAgain(id, new Choice("b;c", null, null), "ann");
        Upload again = read(id);
        assertEquals("b;c", again.numberColumn());
        uploads.readAgain(id, new Choice(null, "windows-1252", ";"), "ann");
        again = read(id);
        assertEquals(List.of("a,b", "c"), again.columns());
        assertEquals("windows-1252", again.encoding());
        assertEquals(1, db.number("select count(distinct reading) from upload_rows where upload_id = ?", id));
        for (Choice wrong : List.of(new Choice("x", null, null), new Choice(null, "EBCDIC", null), new Choice(null, null, "|"))) {
            assertEquals(ProblemType.INVALID, assertThrows(ProblemException.class, () -> uploads.readAgain(id, wrong, "ann")).type());
        }
    }

    @Test
    void bytesThatTheEncodingDoesNotHaveAreFaultsOfTheRow() {
        String id = take("phone,name\n+46701234567,Åsa\n".getBytes(StandardCharsets.ISO_8859_1), FileFormat.CSV, null);
        assertEquals(1, read(id).good());
        uploads.readAgain(id, new Choice(null, "UTF-8", null), "ann");
        assertEquals(List.of("2 name: The value has a character that this encoding does not have. Choose another encoding, or write "
            + "it again."), faults(read(id)));
    }
}
