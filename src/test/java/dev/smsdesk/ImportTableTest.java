package dev.smsdesk;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Imports go one way: each package knows only those the house plan gives it")
class ImportTableTest {
    /** What each package may import, a sub-package by its own name such as {@code receive.body}; app may import all. receive and send never know each other; account, store and problem know nobody. */
    private static final Map<String, Set<String>> TABLE = Map.ofEntries(
        entry("problem", Set.of()),
        entry("store", Set.of()),
        entry("account", Set.of()),
        entry("sinch", Set.of("account")),
        entry("access", Set.of("store", "problem")),
        entry("message", Set.of("account", "store")),
        entry("jobs", Set.of("store")),
        entry("trust", Set.of("store", "sinch", "account", "problem")),
        entry("doctor", Set.of("trust", "sinch", "account")),
        entry("receive", Set.of("doctor", "trust", "sinch", "account", "access", "store", "problem")),
        entry("apply", Set.of("receive", "message", "jobs", "account", "sinch", "store", "problem")),
        entry("send", Set.of("message", "jobs", "account", "sinch", "access", "store", "problem")),
        entry("reconcile", Set.of("message", "jobs", "account", "sinch", "store", "problem")),
        entry("metrics", Set.of("message", "account", "receive", "reconcile", "store", "problem")),
        entry("pages", Set.of("store", "message", "jobs", "account", "receive", "apply", "send", "reconcile", "metrics", "doctor", "trust", "access", "problem")),
        entry("sandbox", Set.of("sinch", "account", "store", "problem")),
        entry("app", Set.of("problem", "store", "account", "sinch", "access", "message", "jobs", "trust", "doctor", "receive", "apply", "send", "reconcile", "metrics", "pages",
            "sandbox")));
    private static final int LONGEST_FILE = 250;
    private static final Path SOURCES = Path.of("src/main/java/dev/smsdesk");
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("dev.smsdesk")
        .that(JavaClass.Predicates.resideOutsideOfPackage("dev.smsdesk"));

    @Test
    void nobodyImportsWhatTheTableDoesNotGiveHim() {
        Map<String, Set<String>> forbidden = new TreeMap<>();
        for (JavaClass one : CLASSES) {
            String from = room(one);
            one.getDirectDependenciesFromSelf().forEach(dependency -> {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith("dev.smsdesk.") && !room(target).equals(from) && !TABLE.get(from).contains(room(target))) {
                    forbidden.computeIfAbsent(from + " → " + room(target), key -> new TreeSet<>()).add(one.getSimpleName());
                }
            });
        }
        assertEquals(Map.of(), forbidden);
    }

    @Test
    void everyRoomIsInTheTableAndSaysWhatItIsFor() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertEquals(TABLE.keySet(), files.filter(file -> file.toString().endsWith(".java") && !file.getParent().equals(SOURCES))
                .map(file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.')).collect(Collectors.toSet()));
        }
        TABLE.keySet().forEach(room -> assertTrue(Files.exists(SOURCES.resolve(room.replace('.', '/')).resolve("package-info.java")), room));
    }

    @Test
    void theTableItselfHasNoCycle() {
        Map<String, Set<String>> left = new TreeMap<>(TABLE);
        while (left.values().removeIf(allowed -> allowed.stream().noneMatch(left::containsKey))) {
            assertTrue(left.size() < TABLE.size());
        }
        assertEquals(Map.of(), left);
    }

    @Test
    void nobodyInjects() {
        for (JavaClass one : CLASSES) {
            one.getDirectDependenciesFromSelf().forEach(dependency -> assertTrue(
                !dependency.getTargetClass().getPackageName().startsWith("jakarta.inject") && !dependency.getTargetClass().getPackageName().startsWith("jakarta.enterprise"),
                one.getName() + " injects: the server's own Jersey would build it another way"));
        }
    }

    @Test
    void noFileIsLongerThanOneCanRead() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                int lines = Files.readAllLines(file).size();
                assertTrue(lines <= LONGEST_FILE, file + " has " + lines + " lines");
            }
        }
    }

    private static String room(JavaClass one) {
        return one.getPackageName().substring("dev.smsdesk.".length());
    }
}
