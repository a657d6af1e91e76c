package dev.smsdesk.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where all this runs: figures are worth nothing without it. */
final class Machine {
    private Machine() {}

    static String facts() throws IOException, InterruptedException {
        String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("model name")).findFirst()
            .map(line -> line.substring(line.indexOf(':') + 2)).orElse("?");
        return Runtime.getRuntime().availableProcessors() + " cores " + model + ", Java " + Runtime.version()
            + ", load average " + Files.readString(Path.of("/proc/loadavg")).strip();
    }

    /** @return what a command writes to its standard output */
    static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command[0] + " ended with " + process.exitValue() + ": " + output);
        }
        return output;
    }

    /** A tool of the JDK that runs this program. */
    static String jdk(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }
}
