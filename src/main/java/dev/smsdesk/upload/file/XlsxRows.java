package dev.smsdesk.upload.file;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;

/** Rows of the first visible sheet of an XLSX workbook, cells raw: numbers with all digits, formulas as their last result. */
public final class XlsxRows implements RowReader {
    public static final int MOST_ROWS = 200_000;
    /** A date's letters outside of quotation marks, brackets and escapes. */
    private static final Pattern NOT_FORMAT = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*]|\\\\.|_.|General|Red");
    private static final Pattern DATE = Pattern.compile("(?i).*[dyhs].*|.*mm.*");
    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private int lastLine;

    /** @throws UnreadableFileException no workbook, or beyond a limit */
    public XlsxRows(Path file) throws UnreadableFileException, IOException {
        ReadableWorkbook opened = null;
        Stream<Row> read = null;
        try {
            XlsxLimits.check(file);
            opened = new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
            Sheet sheet = opened.getSheets().filter(each -> each.getVisibility() == SheetVisibility.VISIBLE).findFirst()
                .orElseThrow(() -> new UnreadableFileException(FileFault.XLSX_WITHOUT_SHEET));
            read = sheet.openStream();
        } catch (IOException | RuntimeException e) {
            throw new UnreadableFileException(FileFault.XLSX_UNREADABLE);
        } finally {
            if (read == null && opened != null) {
                opened.close();
            }
        }
        this.workbook = opened;
        this.stream = read;
        this.rows = read.iterator();
    }

    @Override
    public FileRow next() throws UnreadableFileException {
        try {
            if (!rows.hasNext()) {
                return null;
            }
            Row row = rows.next();
            if (row.getRowNum() <= lastLine || row.getCellCount() > CsvRows.MOST_COLUMNS && width(row) > CsvRows.MOST_COLUMNS) {
                throw row.getRowNum() <= lastLine ? new UnreadableFileException(FileFault.XLSX_UNREADABLE)
                    : new UnreadableFileException(FileFault.FILE_WITH_TOO_MANY_COLUMNS, CsvRows.MOST_COLUMNS);
            }
            lastLine = row.getRowNum();
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < width(row); i++) {
                cells.add(text(row.getCell(i)));
            }
            return new FileRow(lastLine, cells);
        } catch (ExcelReaderException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UnreadableFileException(FileFault.XLSX_UNREADABLE);
        }
    }

    /** Without empty cells at the end, which only have a colour. */
    private static int width(Row row) {
        int width = row.getCellCount();
        while (width > 0 && text(row.getCell(width - 1)).isEmpty()) {
            width--;
        }
        return width;
    }

    private static String text(Cell cell) {
        if (cell == null || cell.getRawValue() == null) {
            return "";
        }
        String raw = cell.getRawValue();
        if (cell.getType() == CellType.BOOLEAN) {
            return raw.equals("1") ? "TRUE" : raw.equals("0") ? "FALSE" : raw;
        }
        boolean number = cell.getType() == CellType.NUMBER || cell.getType() == CellType.FORMULA && cell.getValue() instanceof BigDecimal;
        if (cell.getType() == CellType.STRING) {
            return String.valueOf(cell.getValue());
        }
        return number ? number(cell, raw) : raw;
    }

    private static String number(Cell cell, String raw) {
        String format = cell.getDataFormatString();
        if (format != null && DATE.matcher(NOT_FORMAT.matcher(format).replaceAll("")).matches()) {
            try {
                LocalDateTime date = cell.asDate();
                return date.toLocalTime().equals(LocalTime.MIDNIGHT) ? date.toLocalDate().toString() : date.toString().replace('T', ' ');
            } catch (DateTimeException | ExcelReaderException e) {
                return raw;
            }
        }
        BigDecimal value = new BigDecimal(raw);
        boolean small = Math.abs(value.scale()) < 100;
        return small ? (value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros()).toPlainString() : raw;
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
    }
}
