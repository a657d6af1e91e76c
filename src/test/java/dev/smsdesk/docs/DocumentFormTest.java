package dev.smsdesk.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Documents are short: README has 150 lines at most, a line 120 columns, a paragraph six lines, and every link leads somewhere")
class DocumentFormTest {
    private static final int COLUMNS = 120;
    private static final int PARAGRAPH = 6;
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
    private static final Pattern RIDDLE = Pattern.compile("(?i)\\b(whoever|whatever|whichever|nobody|somebody|everybody)\\b");

    @Test
    void readmeIsShort() {
        int lines = Document.of("README.md").lines().size();
        assertTrue(lines <= 150, () -> "README.md has " + lines + " lines");
    }

    @Test
    void linesOfProseAreShort() {
        assertEquals(List.of(), found(line -> !line.startsWith("|") && line.length() > COLUMNS));
    }

    @Test
    void paragraphsAreShort() {
        List<String> tooLong = new ArrayList<>();
        for (Document document : Document.all()) {
            int lines = 0;
            int number = 0;
            for (String line : document.prose()) {
                number++;
                lines = line.isBlank() || line.matches("[|#].*") ? 0 : line.matches("\\s*([-*]|\\d+\\.) .*") ? 1 : lines + 1;
                if (lines == PARAGRAPH + 1) {
                    tooLong.add(document + ":" + number);
                }
            }
        }
        assertEquals(List.of(), tooLong);
    }

    @Test
    void noSentenceHidesWhatItSpeaksOf() {
        assertEquals(List.of(), found(line -> RIDDLE.matcher(line).find()));
    }

    @Test
    void linksLeadToFilesAndHeadings() {
        List<String> broken = new ArrayList<>();
        for (Document document : Document.all()) {
            Matcher link = LINK.matcher(String.join("\n", document.prose()));
            while (link.find()) {
                if (!link.group(1).startsWith("http") && !exists(document, link.group(1))) {
                    broken.add(document + ": " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    private static boolean exists(Document from, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? from.path() : from.path().resolveSibling(parts[0]).normalize();
        return Files.exists(target) && (parts.length == 1 || anchors(Document.of(target.toString())).contains(parts[1]));
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(Document document) {
        return document.prose().stream().filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
            .collect(Collectors.toSet());
    }

    @Test
    void eachBlockSaysWhatItIs() {
        assertEquals(List.of(), Document.all().stream().flatMap(document -> document.blocks().stream()
            .filter(block -> block.language().isEmpty())
            .map(block -> document + ":" + block.line())).toList());
    }

    private static List<String> found(Predicate<String> wrong) {
        List<String> found = new ArrayList<>();
        for (Document document : Document.all()) {
            int number = 0;
            for (String line : document.prose()) {
                number++;
                if (wrong.test(line)) {
                    found.add(document + ":" + number);
                }
            }
        }
        return found;
    }
}
