package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;

/** The page of refusals. A test knows its own by a length of body that no other test has. */
final class RefusalRecords {
    private static int lastLength = 300;
    private final Browser reader;

    /** @param what which signature headers came, and the length */
    record Row(String path, int answer, String why, String what) {}

    RefusalRecords(Browser reader) {
        this.reader = reader;
    }

    /** A length for a body that is to be found here; JSON may be padded with blanks. */
    static synchronized int uniqueLength() {
        return lastLength += 10;
    }

    /** This text and blanks, of a length that no other body here has. */
    static byte[] unique(String json) {
        int length = uniqueLength();
        return (json + " ".repeat(length - json.length())).getBytes(US_ASCII);
    }

    /** The records of bodies of this length, of the newest 50; waits until there are that many, being written after the answer. */
    List<Row> ofLength(int bytes, int expected) {
        String marker = String.format(Locale.ROOT, ", %,d bytes,", bytes);
        Instant end = Instant.now().plus(Duration.ofSeconds(5));
        List<Row> found;
        do {
            found = reader.page("/refusals").select("tbody tr").stream().map(RefusalRecords::row)
                .filter(row -> row.what().contains(marker)).toList();
        } while (found.size() < expected && Instant.now().isBefore(end));
        return found;
    }

    void assertOne(int answer, String why, byte[] body) {
        List<Row> rows = ofLength(body.length, 1);
        assertEquals(1, rows.size(), () -> "records of " + body.length + " bytes: " + rows);
        assertEquals(answer, rows.get(0).answer());
        assertEquals(why, rows.get(0).why());
    }

    private static Row row(Element row) {
        List<String> cells = row.select("td").eachText();
        return new Row(cells.get(0), Integer.parseInt(cells.get(1)), cells.get(2), cells.get(3));
    }
}
