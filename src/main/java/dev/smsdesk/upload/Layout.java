package dev.smsdesk.upload;

import dev.smsdesk.message.NumberText;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.common.Text;
import dev.smsdesk.upload.file.FileRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The columns of a file, found in its first rows.
 * @param names  each once; without a header {@code Column 1}, {@code Column 2} …
 * @param header whether the first row has the names
 * @param number name of the column that has the numbers
 */
record Layout(List<String> names, boolean header, String number) {
    /** Rows that are enough to find it. */
    static final int SAMPLE = 50;
    private static final int LONGEST_NAME = 100;
    private static final Pattern LIKE_A_NUMBER = Pattern.compile("\\+?[0-9](?:[ ()./-]*[0-9]){5,}");
    private static final Pattern NAME_OF_NUMBERS = Pattern.compile(
        "(?iu).*(phone|mobil|msisdn|number|nummer|numero|número|numéro|telefon|tel\\b|tel\\.|cell|handy|gsm|recipient|mottagare|^to$).*");

    /** @param sample first rows with values; not empty. @param chosen name of the number column, if a person chose it and it exists */
    static Layout of(List<FileRow> sample, String country, String chosen) {
        boolean header = sample.get(0).cells().stream().noneMatch(Layout::isLikeNumber);
        int width = header ? sample.get(0).cells().size() : sample.stream().mapToInt(row -> row.cells().size()).max().orElse(1);
        List<String> names = names(header ? sample.get(0).cells() : List.of(), Math.max(1, width));
        List<FileRow> data = header ? sample.subList(1, sample.size()) : sample;
        return new Layout(names, header, names.contains(chosen) ? chosen : names.get(guess(names, data, country)));
    }

    /** The column with most readable numbers; then most that look like one; then by its name; then the first. */
    private static int guess(List<String> names, List<FileRow> data, String country) {
        int best = 0;
        long bestScore = -1;
        for (int column = 0; column < names.size(); column++) {
            long score = NAME_OF_NUMBERS.matcher(names.get(column)).matches() ? 1 : 0;
            for (FileRow row : data) {
                String cell = column < row.cells().size() ? row.cells().get(column) : "";
                score += isReadable(cell, country) ? 1_000_000 : isLikeNumber(cell) ? 1000 : 0;
            }
            if (score > bestScore) {
                best = column;
                bestScore = score;
            }
        }
        return best;
    }

    private static boolean isReadable(String cell, String country) {
        try {
            PhoneNumber.read(cell, country, false);
            return true;
        } catch (PhoneNumber.NotANumber e) {
            return false;
        }
    }

    private static boolean isLikeNumber(String cell) {
        return cell.length() < 100 && LIKE_A_NUMBER.matcher(NumberText.clean(cell)).matches();
    }

    private static List<String> names(List<String> header, int width) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < width; i++) {
            String typed = i < header.size() ? Text.cut(NumberText.visible(header.get(i)).replaceAll("\\p{Cntrl}+", " ").strip(),
                LONGEST_NAME) : "";
            String name = typed.isEmpty() ? "Column " + (i + 1) : typed;
            String once = name;
            for (int n = 2; !names.add(once); n++) {
                once = name + " (" + n + ")";
            }
        }
        return new ArrayList<>(names);
    }
}
