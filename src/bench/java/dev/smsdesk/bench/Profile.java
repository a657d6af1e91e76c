package dev.smsdesk.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Where the desk's time goes during one load: a recording of its Java frames, and the CPU of its threads, kernel included. */
final class Profile {
    private final String pid;
    private final Path recording;
    private Instant began;
    private ThreadTimes before;

    private Profile(long pid, Path recording) {
        this.pid = Long.toString(pid);
        this.recording = recording;
    }

    /** Recording makes the JVM compile much of what it runs anew: let it run warm again before {@link #begin}. */
    static Profile start(long pid, Path recording) throws IOException, InterruptedException {
        Files.deleteIfExists(recording);
        Machine.output(Machine.jdk("jcmd"), Long.toString(pid), "JFR.start", "name=bench", "settings=profile", "filename=" + recording);
        return new Profile(pid, recording);
    }

    void begin() throws IOException {
        began = Instant.now();
        before = ThreadTimes.of(Long.parseLong(pid));
    }

    void stop(PrintStream out) throws IOException, InterruptedException {
        Map<String, Double> share = ThreadTimes.of(Long.parseLong(pid)).sharesSince(before);
        Machine.output(Machine.jdk("jcmd"), pid, "JFR.stop", "name=bench");
        out.printf("%nCPU of the desk by threads, kernel included:%n");
        share.forEach((threads, percent) -> out.printf("%6.1f %%  %s%n", percent, threads));
        Samples samples = Samples.read(recording, began);
        out.printf("Java frames, %d samples (time in the kernel and in the JVM itself is not sampled):%n", samples.count());
        print(out, samples.byThreadAndPart());
        out.println("The frames on top:");
        print(out, samples.tops());
    }

    private static void print(PrintStream out, Map<String, Double> shares) {
        shares.forEach((what, percent) -> out.printf("%6.1f %%  %s%n", percent, what));
    }
}
