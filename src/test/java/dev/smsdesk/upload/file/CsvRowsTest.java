package dev.smsdesk.upload.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A CSV file is read with the lines where its records begin; its encoding and separator are found")
class CsvRowsTest {
    private static List<FileRow> rows(byte[] file, Charset encoding, char separator) throws IOException, UnreadableFileException {
        List<FileRow> read = new ArrayList<>();
        try (RowReader rows = new CsvRows(new ByteArrayInputStream(file), encoding, separator)) {
            for (FileRow row = rows.next(); row != null; row = rows.next()) {
                read.add(row);
            }
        }
        return read;
    }

    private static List<FileRow> rows(String file) throws IOException, UnreadableFileException {
        return rows(file.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8, ',');
    }

    private static String refused(String file) {
        return assertThrows(UnreadableFileException.class, () -> rows(file)).stored();
    }

    @Test
    void aRecordHasTheLineWhereItBegins() throws Exception {
        assertEquals(List.of(new FileRow(1, List.of("number", "name")), new FileRow(2, List.of("1", "Ann\nof \"X\"")), new FileRow(5,
            List.of("2", "Bo"))),
            rows("number,name\r\n1,\"Ann\nof \"\"X\"\"\"\r\n\r\n2,Bo"));
    }

    @Test
    void aQuotationMarkThatIsNeverClosedIsNamedByTheLineOfItsRecord() {
        assertEquals("file-quote-open:3", refused("number\n1\n\"2\n3\n"));
    }

    @Test
    void aRecordLongerThanMemoryAllowsIsRefused() {
        assertEquals("file-record-too-long:2", refused("number\n\"" + "x".repeat(5 << 20)));
    }

    @Test
    void aValueOfOneMegabyteIsRead() throws Exception {
        assertEquals(1 << 20, rows("number,name\n1," + "x".repeat(1 << 20)).get(1).cells().get(1).length());
    }

    @Test
    void aThousandColumnsAreReadAndMoreRefused() throws Exception {
        assertEquals(1000, rows("x" + ",x".repeat(999)).get(0).cells().size());
        assertEquals("file-with-too-many-columns:1000", refused("x" + ",x".repeat(1000)));
        assertEquals("file-with-too-many-columns:1000", refused("x" + ",x".repeat(100_000)));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, UTF-8", "UTF-16LE, UTF-16LE", "UTF-16BE, UTF-16BE", "windows-1252, windows-1252"})
    void theEncodingIsFoundWithoutAMark(String written, String found) throws Exception {
        byte[] file = ("number;name\n" + "+46701234567;Ann\n".repeat(1000) + "+46701234567;Åsa Löf €\n").getBytes(written);
        EncodingDetector detector = new EncodingDetector();
        for (int at = 0; at < file.length; at += 1000) {
            detector.accept(file, at, Math.min(1000, file.length - at));
        }
        assertEquals(found, detector.encoding().name());
        assertEquals("Åsa Löf €", rows(file, detector.encoding(), ';').get(1001).cells().get(1));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkDecidesAndIsNoPartOfTheFirstValue(String encoding) throws Exception {
        byte[] file = "\uFEFFnumber,name\n1,Åsa".getBytes(encoding);
        EncodingDetector detector = new EncodingDetector();
        detector.accept(file, 0, file.length);
        assertEquals(encoding, detector.encoding().name());
        assertEquals("number", rows(file, detector.encoding(), ',').get(0).cells().get(0));
    }

    @Test
    void whatUtf8ForbidsIsWindows1252() {
        for (byte[] bytes : new byte[][] {{(byte) 0xC0, (byte) 0xAF}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {'a', (byte) 0xE5},
            {(byte) 0xF5, 'a'}}) {
            EncodingDetector detector = new EncodingDetector();
            detector.accept(bytes, 0, bytes.length);
            assertEquals("windows-1252", detector.encoding().name());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"number,name\\n1,Ann|,", "number;name\\n1;Ann, B\\n2;Bo, C|;", "number\\tname\\n1\\tAnn, B|\\t",
        "number\\n1\\n2|,", "\"a;b\",c\\n1,2|,", "|,", "number;name\\n1;\"Ann|;"})
    void theSeparatorIsTheOneThatMostRowsAgreeOn(String file, String separator) {
        byte[] bytes = (file == null ? "" : file).translateEscapes().getBytes(StandardCharsets.UTF_8);
        assertEquals(separator.translateEscapes().charAt(0), SeparatorDetector.separator(bytes, StandardCharsets.UTF_8));
    }
}
