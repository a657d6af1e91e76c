package dev.smsdesk.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A JDK of at least some version: the one that runs the tests if it will do, else {@code -Dservers.jdk=FOLDER}, a variable {@code
 * JAVA_HOME…}, or one
 * of those that lie where systems put them.
 */
final class Jdk {
    private static final List<String> PLACES = List.of("/usr/lib/jvm", "/opt/java", "/Library/Java/JavaVirtualMachines",
        System.getProperty("user.home") + "/.sdkman/candidates/java", System.getProperty("user.home") + "/.jdks");

    private Jdk() {}

    static Optional<Path> atLeast(int version) {
        Stream<Path> named = Stream.of(System.getProperty("java.home"), System.getProperty("servers.jdk", "")).map(Path::of);
        Stream<Path> variables = System.getenv().entrySet().stream().filter(one -> one.getKey().startsWith("JAVA_HOME"))
            .map(one -> Path.of(one.getValue()));
        Stream<Path> installed = PLACES.stream().map(Path::of).flatMap(Jdk::children)
            .flatMap(home -> Stream.of(home, home.resolve("Contents/Home")));
        return Stream.of(named, variables, installed).flatMap(homes -> homes).filter(home -> version(home) >= version).findFirst();
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** @return 0 where there is no JDK */
    private static int version(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return Files.exists(home.resolve("bin/javac")) ? lines.filter(line -> line.startsWith("JAVA_VERSION=\""))
                .map(line -> line.substring("JAVA_VERSION=\"".length()).split("[.\"+-]")[0]).mapToInt(Integer::parseInt)
                .findFirst().orElse(0) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
