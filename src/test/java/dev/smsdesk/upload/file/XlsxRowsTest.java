package dev.smsdesk.upload.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An XLSX workbook is read raw, and refused before it fills the memory")
class XlsxRowsTest {
    @TempDir
    private Path folder;

    private List<FileRow> rows(byte[] workbook) throws IOException, UnreadableFileException {
        List<FileRow> read = new ArrayList<>();
        try (RowReader rows = new XlsxRows(Files.write(folder.resolve("a.xlsx"), workbook))) {
            for (FileRow row = rows.next(); row != null; row = rows.next()) {
                read.add(row);
            }
        }
        return read;
    }

    private String refused(byte[] workbook) {
        return assertThrows(UnreadableFileException.class, () -> rows(workbook)).stored();
    }

    private static byte[] sheet(String rows) {
        return new Workbook().sheet("A", "visible", rows).bytes();
    }

    @Test
    void copiesOfProcessesThatWereKilledAreDeletedAfterAnHour() throws IOException {
        Path old = Files.createFile(folder.resolve("smsdesk-upload-1.xlsx"));
        Path inUse = Files.createFile(folder.resolve("smsdesk-upload-2.xlsx"));
        Path other = Files.createFile(folder.resolve("other.xlsx"));
        Instant now = Files.getLastModifiedTime(inUse).toInstant();
        Files.setLastModifiedTime(old, FileTime.from(now.minusSeconds(3_601)));
        Files.setLastModifiedTime(other, FileTime.from(now.minusSeconds(3_601)));
        WorkbookCopy.removeLeftBehind(folder, now);
        assertEquals(List.of(false, true, true), List.of(Files.exists(old), Files.exists(inUse), Files.exists(other)));
    }

    @Test
    void theFirstVisibleSheetIsReadWithTheNumbersOfItsRows() throws Exception {
        Workbook book = new Workbook();
        String rows = "<row r=\"1\">" + book.shared("A1", "Phone") + book.shared("C1", "Name") + "</row><row r=\"5\">" + book.shared("C5",
            "Ann &amp; Bo") + "</row>";
        byte[] bytes = book.sheet("Old", "hidden", "<row r=\"1\">" + Workbook.inline("A1", "secret") + "</row>").sheet("Very",
            "veryHidden", "")
            .sheet("List", "visible", rows).bytes();
        assertEquals(List.of(new FileRow(1, List.of("Phone", "", "Name")), new FileRow(5, List.of("", "", "Ann & Bo"))), rows(bytes));
    }

    @Test
    void allSheetsHiddenIsSaid() {
        assertEquals("xlsx-without-sheet", refused(new Workbook().sheet("Old", "hidden", "<row r=\"1\"/>").bytes()));
    }

    @Test
    void numbersKeepAllDigitsAndAFormulaItsLastResult() throws Exception {
        assertEquals(List.of("46701234567", "46701234567", "46701234567", "0.5", "4.67E+10", "TRUE", "#N/A"), rows(sheet("<row r=\"1\">"
            + Workbook.number("A1", "46701234567")
            + Workbook.number("B1", "4.6701234567E10") + "<c r=\"C1\"><f>A1+0</f><v>46701234567</v></c>" + Workbook.number("D1", "0.5")
                + Workbook.inline("E1", "4.67E+10")
            + "<c r=\"F1\" t=\"b\"><v>1</v></c><c r=\"G1\" t=\"e\"><v>#N/A</v></c></row>")).get(0).cells());
    }

    @Test
    void datesAreWrittenAsDates() throws Exception {
        assertEquals(List.of("2024-01-01", "2024-01-01", "2024-01-01 06:00"), rows(sheet("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>45292</v></c>"
            + "<c r=\"B1\" s=\"2\"><v>45292</v></c><c r=\"C1\" s=\"1\"><v>45292.25</v></c></row>")).get(0).cells());
    }

    @Test
    void aFileThatIsNoWorkbookIsRefused() throws IOException {
        assertEquals("xlsx-unreadable", refused("number\n+46701234567\n".getBytes()));
        assertEquals("xlsx-unreadable", refused(new byte[0]));
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("a.txt"));
        }
        assertEquals("xlsx-unreadable", refused(zip.toByteArray()));
    }

    @Test
    void aZipBombOfSharedStringsIsRefusedWhileItIsUnzipped() {
        Workbook book = new Workbook();
        book.shared("A1", " ".repeat(XlsxLimits.MOST_TEXT_BYTES / 64));
        String many = "<si><t>" + "x".repeat(1000) + "</t></si>";
        byte[] bomb = new Bomb("xl/sharedStrings.xml", "<sst>", many, XlsxLimits.MOST_TEXT_BYTES / many.length() + 1).bytes();
        assertTrue(bomb.length < 1 << 20, "it is small");
        assertEquals("xlsx-with-too-much-text:64", refused(bomb));
    }

    @Test
    void aMillionTinyStringsAreRefused() {
        assertEquals("xlsx-too-large", refused(new Bomb("xl/sharedStrings.xml", "<sst>", "<si/>", 1_000_001).bytes()));
    }

    @Test
    void aValueOrARowThatFillsTheMemoryIsRefused() {
        assertEquals("xlsx-too-large", refused(new Bomb("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>",
            "0".repeat(1000), 5000).bytes()));
        assertEquals("xlsx-too-large", refused(new Bomb("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"1\">",
            "<c><v>0</v></c>", 400_000).bytes()));
    }

    @Test
    void aCellFarToTheRightIsRefused() {
        assertEquals("xlsx-unreadable", refused(sheet("<row r=\"1\">" + Workbook.number("ZZZZZZ1", "1") + "</row>")));
    }

    @Test
    void moreColumnsThanPossibleAreRefused() {
        assertEquals("file-with-too-many-columns:1000", refused(sheet("<row r=\"1\">" + Workbook.number("ALM1", "1") + "</row>")));
    }

    @Test
    void entitiesOfADocumentTypeAreNotExpanded() {
        byte[] bytes = new Bomb("xl/workbook.xml", "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><workbook>&b;", "",
            0).bytes();
        assertEquals("xlsx-unreadable", refused(bytes));
    }

    /** One part, whose repeated text is never in memory as a whole. */
    private record Bomb(String name, String begin, String repeated, int times) {
        byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(begin.getBytes());
                byte[] one = repeated.getBytes();
                for (int i = 0; i < times; i++) {
                    zip.write(one);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }
    }
}
