package dev.smsdesk.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts one load after the other on the variants, each with requests that were never sent before. */
final class Course {
    private static final double FIRST_GUESS = 12_000.0;
    private static final double MARGIN = 1.3;
    private static final int MOST_REQUESTS = 1_500_000;
    private final Database database;
    private final Requests requests;
    private final Sinch sinch = new Sinch();
    /** Accepted a second, the most seen so far: by variant, and by variant and connections. */
    private final Map<String, Double> best = new HashMap<>();

    Course(Database database, Duration longest) {
        this.database = database;
        this.requests = new Requests((int) Math.min(MOST_REQUESTS, longest.toSeconds() * 60_000));
    }

    /** @param round 0 for what does not count */
    Figures run(Variant variant, int connections, int round, Duration time) throws IOException, SQLException, InterruptedException {
        String kind = variant.name() + " " + connections;
        prepare(variant, best.getOrDefault(kind, best.getOrDefault(variant.name(), FIRST_GUESS)) * time.toSeconds());
        Cores cores = Cores.now();
        Cpu server = variant.server().cpu();
        Cpu data = database.cpu();
        Cpu own = ownCpu();
        Outcome outcome = Load.run(variant.server().port(), connections, time, requests);
        Cpu serverUsed = variant.server().cpu().since(server);
        Cpu dataUsed = database.cpu().since(data);
        Cpu ownUsed = ownCpu().since(own);
        double others = Cores.now().othersSince(cores, serverUsed.ticks() + dataUsed.ticks() + ownUsed.ticks());
        best.merge(variant.name(), outcome.acceptedPerSecond(), Math::max);
        best.merge(kind, outcome.acceptedPerSecond(), Math::max);
        Applied applied = variant.settle(outcome, requests);
        int answered = outcome.answered();
        return new Figures(variant.name(), connections, round, outcome.acceptedPerSecond(), outcome.millis(0.5), outcome.millis(0.99),
            serverUsed.micros(answered), dataUsed.micros(answered), ownUsed.micros(answered), outcome.others(), applied, others);
    }

    private void prepare(Variant variant, double expected) throws SQLException {
        int count = (int) Math.min(requests.capacity(), MARGIN * expected);
        List<Submission> submissions = Submission.enoughFor(count);
        variant.expect(submissions);
        sinch.report(submissions, count, requests);
    }

    int bodyBytes() {
        return requests.bodyBytes();
    }

    private static Cpu ownCpu() {
        return Cpu.of(ProcessHandle.current().pid());
    }
}
