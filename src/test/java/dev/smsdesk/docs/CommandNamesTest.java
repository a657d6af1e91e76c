package dev.smsdesk.docs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Commands in the documents name profiles, options, files and tests that exist")
class CommandNamesTest {
    private static final Set<String> OF_MAVEN = Set.of("skipTests", "test", "it.test", "groups", "excludedGroups");
    private static final Set<String> OF_LIBRARIES = Set.of("LocalDateTime", "HttpClient", "ReadListener", "RemoteIpValve",
        "ErrorReportValve", "LockOutRealm", "CombinedRealm", "BasicAuthenticator", "ProxyErrorOverride", "KillMode");

    @Test
    void readmeHasTheTwoCommandsThatOutsidersRelyOn() {
        List<String> lines = Document.of("README.md").lines();
        assertTrue(lines.contains("    mvn -B verify") && lines.contains("    mvn -q package -Pserve"));
    }

    @Test
    void profiles() throws IOException {
        Set<String> known = Pattern.compile("(?s)<profile>(?:\\s|<!--.*?-->)*<id>([\\w-]+)</id>")
            .matcher(Files.readString(Path.of("pom.xml")))
            .results().map(found -> found.group(1)).collect(toSet());
        assertEquals(List.of(), unknown("mvn [^`\n]*?-P([\\w-]+)", known::contains));
    }

    @Test
    void optionsOfMaven() {
        String sources = sources();
        assertEquals(List.of(), unknown("\\s-D([A-Za-z][\\w.]*\\w)=", name -> OF_MAVEN.contains(name)
            || sources.contains(name) || name.startsWith("bench.") && sources.contains('"' + name.substring(6) + '"')));
    }

    @Test
    void files() {
        assertEquals(List.of(), unknown("(?<![\\w/.])((?:src/(?:main|test|bench)|\\.ci)/[\\w./-]*\\w)",
            name -> Files.exists(Path.of(name))));
    }

    /** The first part of a path below {@code /api}, and the health checks. */
    @Test
    void addresses() throws IOException {
        Set<String> resources;
        try (Stream<Path> files = walk("src/main/java")) {
            resources = files.map(CommandNamesTest::text)
                .flatMap(source -> Pattern.compile("(?m)^@Path\\(\"([\\w-]+)").matcher(source).results())
                .map(found -> found.group(1)).collect(toSet());
        }
        Set<String> pinned = Set.copyOf(Files.readAllLines(Path.of("src/test/resources/dev/smsdesk/app/pinned-names.txt")));
        assertEquals(List.of(), unknown("/api/([a-z]+)", resources::contains));
        assertEquals(List.of(), unknown("(?<!\\w)/(health/[a-z]+)", path -> pinned.stream()
            .anyMatch(line -> line.startsWith("health /" + path + " "))));
    }

    /** {@code store.Tx} has to be in that package; a name without a package may be in any. */
    @Test
    void types() throws IOException {
        Set<String> known = new HashSet<>(OF_LIBRARIES);
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            files.map(Path::toString).filter(file -> file.endsWith(".java"))
                .map(file -> file.replaceFirst("\\.java$", "").replaceFirst(".*/java/(dev/smsdesk/)?", "")
                .replace('/', '.')).forEach(name -> known.addAll(List.of(name, name.substring(name.lastIndexOf('.') + 1))));
        }
        assertEquals(List.of(), unknown("`((?:[a-z]+\\.)*[A-Z][a-z]+(?:[A-Z][a-z]+)*(?:Test|IT)?)(?:\\.[a-z]\\w*)?`",
            name -> known.contains(name) || !isOurs(name)));
    }

    /** Neither a library's full name, nor one capitalised word, which may be a header's. */
    private static boolean isOurs(String name) {
        return !name.matches("(java|org)\\..*|[A-Z][a-z]+");
    }

    private static List<String> unknown(String form, Predicate<String> known) {
        Pattern pattern = Pattern.compile(form);
        return Document.all().stream().flatMap(document -> pattern.matcher(document.text()).results()
            .map(found -> found.group(1)).filter(known.negate())
            .map(name -> document + ": " + name)).distinct().toList();
    }

    private static String sources() {
        try (Stream<Path> files = Stream.of("src/test/java", "src/bench/java").flatMap(CommandNamesTest::walk)) {
            return Stream.concat(Stream.of(Path.of("pom.xml")), files).map(CommandNamesTest::text).collect(joining());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> walk(String folder) {
        try {
            return Files.walk(Path.of(folder)).filter(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
