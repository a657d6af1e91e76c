package dev.smsdesk.docs;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The documents name every setting, address, member, problem and metric, and no other")
class DocumentedNamesTest {
    private static final Path PINNED = Path.of("src/test/resources/dev/smsdesk/app/pinned-names.txt");
    private static final Pattern SETTING = Pattern.compile("\\b(?:SMSDESK|SINCH)_[A-Z0-9_]*[A-Z0-9]\\b(?!_?…|_\\*)");

    @Test
    void settings() throws IOException {
        assertEquals(pinned("settings"), new TreeSet<>(Document.of("docs/settings.md").firstCells().stream()
            .filter(name -> SETTING.matcher(name).matches()).toList()));
    }

    @Test
    void noDocumentNamesAnotherSetting() throws IOException {
        Set<String> known = pinned("settings");
        List<String> unknown = Document.all().stream().flatMap(document -> SETTING.matcher(document.text()).results()
            .map(found -> found.group()).filter(name -> !known.contains(name.replaceFirst("_FILE$", "")))
                .map(name -> document + ": " + name)).distinct().toList();
        assertEquals(List.of(), unknown);
    }

    @Test
    void problems() throws IOException {
        Set<String> rows = Document.of("docs/http-api.md").lines().stream().filter(line -> line.matches("\\| `[a-z-]+` \\| \\d{3} \\|.*"))
            .map(line -> line.split("\\|")).map(row -> "urn:smsdesk:problem:" + row[1].replace("`", "").strip()
                + " " + row[2].strip() + " " + row[3].strip())
            .collect(toCollection(TreeSet::new));
        assertEquals(pinned("problem"), rows);
    }

    @Test
    void membersOfTheApi() throws IOException {
        String page = Document.of("docs/http-api.md").text();
        List<String> missing = pinned("api").stream().map(line -> line.substring(line.lastIndexOf(' ') + 1)).distinct()
            .filter(member -> !member.matches("counts/.*|recipients|items") && !page.contains("`" + member + "`")).toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void addressesOfTheApi() throws IOException {
        String page = Document.of("docs/http-api.md").text();
        List<String> missing = pinned("api").stream().map(line -> line.replaceFirst("^(\\w+ \\S+).*", "$1")).distinct()
            .filter(call -> !page.contains("`" + call + "`")).toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void metrics() throws IOException {
        Set<String> known = pinned("metric").stream().map(line -> line.replaceAll("\\{.*", "")
            .replaceAll("_seconds_(count|sum|max)$", "_seconds"))
            .collect(toCollection(TreeSet::new));
        assertEquals(known, new TreeSet<>(Document.of("docs/operate.md").firstCells().stream()
            .filter(cell -> cell.startsWith("smsdesk_")).toList()));
    }

    @Test
    void packages() throws IOException {
        Path main = Path.of("src/main/java/dev/smsdesk");
        String page = Document.of("docs/architecture.md").text();
        try (Stream<Path> files = Files.walk(main)) {
            assertEquals(List.of(), files.filter(file -> file.endsWith("package-info.java"))
                .map(file -> main.relativize(file.getParent()).toString().replace('/', '.'))
                .filter(name -> !name.isEmpty() && !page.contains("`" + name + "`")).toList());
        }
    }

    private static Set<String> pinned(String part) throws IOException {
        try (Stream<String> lines = Files.lines(PINNED)) {
            return lines.filter(line -> line.startsWith(part + " ")).map(line -> line.substring(part.length() + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
