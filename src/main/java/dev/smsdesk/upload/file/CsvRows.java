package dev.smsdesk.upload.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rows of a CSV file. Bytes that the encoding does not have become U+FFFD. */
public final class CsvRows implements RowReader {
    public static final int MOST_COLUMNS = 1000;
    /** In characters. A quotation mark that is never closed makes the rest of the file one value. */
    private static final int LONGEST_RECORD = 4 << 20;
    private static final Pattern LINE = Pattern.compile("starting at line ([0-9]+)");
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private int lastLine;

    public CsvRows(InputStream file, Charset encoding, char separator) throws IOException {
        Reader text = new InputStreamReader(file, encoding.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE));
        text = withoutMark(new BufferedReader(text, 1 << 16));
        this.reader = CsvReader.builder().fieldSeparator(separator).quoteCharacter('"').skipEmptyLines(true).allowExtraFields(true)
            .allowMissingFields(true).allowExtraCharsAfterClosingQuote(true).allowUnclosedQuote(false).maxBufferSize(LONGEST_RECORD)
            .build(CsvRecordHandler.builder().maxFields(MOST_COLUMNS + 1).maxFieldSize(LONGEST_RECORD).maxRecordSize(LONGEST_RECORD)
                .build(), text);
        this.records = reader.iterator();
    }

    /** A byte order mark is no part of the first value. */
    private static Reader withoutMark(Reader text) throws IOException {
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
        return text;
    }

    @Override
    public FileRow next() throws UnreadableFileException {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord record = records.next();
            lastLine = Math.toIntExact(record.getStartingLineNumber());
            if (record.getFieldCount() > MOST_COLUMNS) {
                throw tooManyColumns();
            }
            return new FileRow(lastLine, record.getFields());
        } catch (CsvParseException e) {
            throw fault(e);
        }
    }

    /** The library has one exception for all faults; its messages name which. */
    private UnreadableFileException fault(CsvParseException e) {
        String messages = e.getMessage() + (e.getCause() == null ? "" : " " + e.getCause().getMessage());
        if (messages.contains("limit of") && messages.contains("fields")) {
            return tooManyColumns();
        }
        Matcher line = LINE.matcher(messages);
        FileFault fault = messages.contains("Unclosed") ? FileFault.FILE_QUOTE_OPEN : FileFault.FILE_RECORD_TOO_LONG;
        return new UnreadableFileException(fault, fault == FileFault.FILE_QUOTE_OPEN && line.find() ? line.group(1) : lastLine + 1);
    }

    private static UnreadableFileException tooManyColumns() {
        return new UnreadableFileException(FileFault.FILE_WITH_TOO_MANY_COLUMNS, MOST_COLUMNS);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
