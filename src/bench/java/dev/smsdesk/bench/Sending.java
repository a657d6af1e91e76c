package dev.smsdesk.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How fast the packed application sends to an answerer on this machine that accepts at once, and applies one final report for each
 * recipient meanwhile.
 */
final class Sending implements AutoCloseable {
    static final String NAME = "sending";
    private static final String SCHEMA = "smsdesk_bench_sending";
    private static final String ACCOUNT = "sandbox:sms";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long LOOK_MILLIS = 50;
    private final Options options;
    private final Database database;
    private final Connection connection;
    private final ServerProcess server;
    private final Answerer answerer;

    /** @param recipients of each call; @param least of what is to be reached a second */
    private record Kind(String name, int batches, int calls, int recipients, int least) {
        int allCalls() {
            return batches * calls;
        }

        int allRecipients() {
            return allCalls() * recipients;
        }
    }

    private static final List<Kind> WARM_UP = List.of(new Kind("1000 recipients a call", 2, 15, 1_000, 0),
        new Kind("1 recipient a call", 40, 100, 1, 0));
    private static final List<Kind> KINDS = List.of(new Kind("1000 recipients a call", 4, 20, 1_000, 4_000),
        new Kind("1 recipient a call", 50, 120, 1, 500));

    Sending(Options options, Database database, int port) throws IOException, InterruptedException, SQLException {
        this.options = options;
        this.database = database;
        Path settings = options.work().resolve("sending.conf");
        Files.writeString(settings, String.join("\n", "SMSDESK_DB_URL=" + database.emptySchema(SCHEMA),
            "SMSDESK_DB_USER=" + options.dbUser(), "SMSDESK_DB_PASSWORD=" + options.dbPassword(), "SINCH_WEBHOOK_SECRET=" + Sinch.SECRET,
            "SMSDESK_SANDBOX=true", "SMSDESK_SMS_RATE=10000",
            "SMSDESK_SELF_URL=http://127.0.0.1:" + (port + 1), "SMSDESK_PUBLIC_URL=http://127.0.0.1:" + port + "/sms-desk"));
        this.answerer = new Answerer(port + 1, port);
        this.server = new Tomcat(options, NAME, port).withWar(options.war()).start(Map.of("SMSDESK_CONFIG", settings.toString()))
            .await("/sms-desk/health/ready");
        this.connection = database.connect(SCHEMA);
    }

    void run(PrintStream out) throws IOException, InterruptedException, SQLException {
        out.println("Sending: " + Machine.facts());
        Profile profile = options.profile() == null || options.variants().size() > 1 ? null
            : Profile.start(server.pid(), options.profile());
        for (long end = System.nanoTime() + options.warmup().toNanos(); System.nanoTime() < end; ) {
            for (Kind kind : WARM_UP) {
                run(kind, new PrintStream(PrintStream.nullOutputStream()));
            }
        }
        if (profile != null) {
            profile.begin();
        }
        out.printf("%n%-24s %8s %10s %12s %9s | %-34s | %6s%n", "sending", "calls/s", "accepted/s", "recipients/s", "repeated",
            "CPU us a recipient: server, db, rest", "others");
        for (int round = 1; round <= options.rounds(); round++) {
            for (Kind kind : KINDS) {
                run(kind, out);
            }
        }
        if (profile != null) {
            profile.stop(out);
        }
    }

    private void run(Kind kind, PrintStream out) throws IOException, InterruptedException, SQLException {
        answerer.clear();
        execute("insert into sending_hold (account, kind, reason, held_by, since) values ('" + ACCOUNT
            + "', 'PAUSE', 'seeding', 'bench', utc_timestamp(6))");
        new Seed(connection).waiting(ACCOUNT, kind.batches(), kind.calls(), kind.recipients());
        long before = number("select count(*) from callback");
        Cores cores = Cores.now();
        Cpu desk = server.cpu();
        Cpu data = database.cpu();
        Cpu own = Cpu.of(ProcessHandle.current().pid());
        execute("delete from sending_hold");
        await(() -> answerer.accepted() >= kind.allRecipients(), kind);
        await(() -> number("select count(*) from (select id from callback where state = 'PENDING' limit 1) some") == 0, kind);
        double seconds = (System.nanoTime() - answerer.firstCall()) / 1e9;
        Cpu deskUsed = server.cpu().since(desk);
        Cpu dataUsed = database.cpu().since(data);
        Cpu ownUsed = Cpu.of(ProcessHandle.current().pid()).since(own);
        double others = Cores.now().othersSince(cores, deskUsed.ticks() + dataUsed.ticks() + ownUsed.ticks());
        check(kind, before);
        double reached = kind.recipients() == 1 ? kind.allCalls() / answerer.secondsOfCalls() : kind.allRecipients() / seconds;
        out.printf("%-24s %8.1f %10.0f %12.0f %9d | %10.1f %10.1f %10.1f   | %4.0f %%  to be >= %d: %s%n", kind.name(),
            kind.allCalls() / answerer.secondsOfCalls(), kind.allRecipients() / answerer.secondsOfCalls(), kind.allRecipients() / seconds,
            answerer.again(), deskUsed.micros(kind.allRecipients()), dataUsed.micros(kind.allRecipients()),
            ownUsed.micros(kind.allRecipients()), others, kind.least(), reached >= kind.least() ? "met" : "MISSED");
    }

    /** @throws IllegalStateException where a call was made twice or not at all, a report is not applied, or a recipient is not DELIVERED */
    private void check(Kind kind, long before) throws SQLException, InterruptedException {
        if (answerer.references().size() != kind.allCalls() || new HashSet<>(answerer.references()).size() != kind.allCalls()) {
            throw new IllegalStateException(kind.allCalls() + " calls were to be made once each, not " + answerer.references().size());
        }
        if (number("select count(*) from callback where state = 'APPLIED'") != before + kind.allRecipients()) {
            throw new IllegalStateException("Not each report is kept and applied");
        }
        await(() -> number("select count(*) from submission where state <> 'SENT'") == 0, kind);
        if (number("select count(*) from recipient where state <> 'DELIVERED'")
                + number("select count(*) from submission where attempts <> 1") > 0) {
            throw new IllegalStateException("Not all is delivered, or a call was counted twice");
        }
    }

    private interface Fact {
        boolean holds() throws SQLException;
    }

    private void await(Fact fact, Kind kind) throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!fact.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(kind.name() + ": not done after " + PATIENCE + ", " + answerer.references().size()
                    + " calls and " + answerer.accepted() + " reports");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        server.close();
        answerer.close();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
