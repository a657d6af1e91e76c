package dev.smsdesk.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What -Dbench.… says; docs/benchmark.md has the list.
 * @param source  folder of the project's sources, src
 * @param work    folder for everything that is written
 * @param war     the packed application
 * @param seconds of load in each round
 * @param warmup  load on each variant before anything counts
 * @param drain   how long a round waits for the applier to catch up
 * @param million whether the desk gets a million callbacks before its heap is looked at
 * @param brief   whether it is only to be shown that the benchmark runs
 * @param port    the first of eight: desk, bare servlet, peer, database, desk on H2, desk that sends, Sinch as it answers that, uploads
 * @param profile file for a JFR recording of the desk, or null
 * @param dbUrl   jdbc:mysql://HOST:PORT/ of a server that runs already, or null to start MariaDB
 */
record Options(Path source, Path work, Path war, List<String> variants, int rounds, Duration seconds, Duration warmup, Duration drain,
               List<Integer> connections, boolean million, boolean brief, int port, Path profile, String dbUrl, String dbUser,
                   String dbPassword) {

    static Options read() {
        boolean brief = Boolean.parseBoolean(text("short", "false"));
        String profile = text("profile", null);
        return new Options(Path.of(text("source", "src")), Path.of(text("work", "target/bench")).toAbsolutePath(),
            Path.of(text("war", null)), List.of(text("variants", brief ? "desk,bare,peer,uploads" : "desk,bare,peer,sending,uploads")
                .split(",")),
            whole("rounds", brief ? 1 : 3), seconds("seconds", brief ? 5 : 10), seconds("warmup", brief ? 10 : 60),
            seconds("drain", brief ? 5 : 20), Arrays.stream(text("connections", brief ? "64" : "1,16,64,256").split(","))
            .map(Integer::valueOf).toList(), Boolean.parseBoolean(text("million", Boolean.toString(!brief))), brief,
            whole("port", 18_090),
            profile == null ? null : Path.of(profile).toAbsolutePath(), text("dbUrl", null), text("dbUser", "smsdesk"),
            text("dbPassword", "smsdesk"));
    }

    /** The pom passes every name on; those that are not set are empty. */
    private static String text(String name, String otherwise) {
        String given = System.getProperty("bench." + name, "");
        return given.isEmpty() ? otherwise : given;
    }

    private static int whole(String name, int otherwise) {
        return Integer.parseInt(text(name, Integer.toString(otherwise)));
    }

    private static Duration seconds(String name, int otherwise) {
        return Duration.ofSeconds(whole(name, otherwise));
    }
}
