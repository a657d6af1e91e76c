package dev.smsdesk.upload.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An XLSX workbook, written by hand. */
public final class Workbook {
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private final Map<String, String> sheets = new LinkedHashMap<>();
    private final StringBuilder strings = new StringBuilder();
    private int stringCount;

    /** @param state visible, hidden or veryHidden; @param rows XML of the rows */
    public Workbook sheet(String name, String state, String rows) {
        sheets.put(name + "\" state=\"" + state, rows);
        return this;
    }

    /** @return a cell with a shared string */
    public String shared(String reference, String text) {
        strings.append("<si><t>").append(text).append("</t></si>");
        return "<c r=\"" + reference + "\" t=\"s\"><v>" + stringCount++ + "</v></c>";
    }

    public static String number(String reference, String raw) {
        return "<c r=\"" + reference + "\"><v>" + raw + "</v></c>";
    }

    public static String inline(String reference, String text) {
        return "<c r=\"" + reference + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            StringBuilder book = new StringBuilder("<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + RELATIONS + "\"><sheets>");
            StringBuilder relations = new StringBuilder("<Relationships "
                + "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
            int number = 0;
            for (Map.Entry<String, String> sheet : sheets.entrySet()) {
                number++;
                book.append("<sheet name=\"").append(sheet.getKey()).append("\" sheetId=\"").append(number).append("\" r:id=\"rId")
                    .append(number).append("\"/>");
                relations.append("<Relationship Id=\"rId").append(number).append("\" Type=\"").append(RELATIONS)
                    .append("/worksheet\" Target=\"worksheets/sheet")
                    .append(number).append(".xml\"/>");
                put(zip, "xl/worksheets/sheet" + number + ".xml", "<worksheet xmlns=\"" + MAIN + "\"><sheetData>" + sheet.getValue()
                    + "</sheetData></worksheet>");
            }
            put(zip, "xl/workbook.xml", book + "</sheets></workbook>");
            put(zip, "xl/_rels/workbook.xml.rels", relations + "<Relationship Id=\"rIdS\" Type=\"" + RELATIONS
                + "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
                + "<Relationship Id=\"rIdT\" Type=\"" + RELATIONS + "/styles\" Target=\"styles.xml\"/></Relationships>");
            put(zip, "xl/sharedStrings.xml", "<sst xmlns=\"" + MAIN + "\">" + strings + "</sst>");
            put(zip, "xl/styles.xml", "<styleSheet xmlns=\"" + MAIN + "\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" "
                + "formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>"
                + "<cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
            put(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Override PartName=\"/xl/workbook.xml\" "
                    + "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                + "<Override PartName=\"/xl/sharedStrings.xml\" "
                    + "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/>"
                + "<Override PartName=\"/xl/styles.xml\" "
                    + "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>");
            put(zip, "_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + "<Relationship Id=\"rId1\" Type=\"" + RELATIONS + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
