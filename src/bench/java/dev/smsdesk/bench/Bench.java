package dev.smsdesk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Starts database and servers, warms each up, then goes round: each number of connections on each variant in turn, the order of the
 * variants another one in every round; then the desk sends. Ends with a table; a missed target is said, a broken run is an exception.
 */
public final class Bench implements AutoCloseable {
    /** What is measured without load by callbacks. */
    private static final List<String> ALONE = List.of(Sending.NAME, Uploading.NAME);
    private static final int USUAL_CONNECTIONS = 64;
    private static final int PROFILED = 3;
    private static final int MILLION = 1_000_000;
    private final Options options;
    private final Database database;
    private final Course course;
    private final List<Variant> variants = new ArrayList<>();
    private final List<Figures> figures = new ArrayList<>();
    private Desk desk;

    private Bench(Options options) throws IOException, InterruptedException {
        this.options = options;
        this.database = new Database(options);
        this.course = new Course(database, options.seconds());
    }

    public static void main(String[] args) throws Exception {
        Options options = Options.read();
        Files.createDirectories(options.work());
        try (Bench bench = new Bench(options)) {
            bench.run();
        }
    }

    private void run() throws IOException, InterruptedException, SQLException {
        System.out.println(Machine.facts());
        System.out.println(database.facts());
        if (!ALONE.containsAll(options.variants())) {
            receive();
        }
        if (options.variants().contains(Sending.NAME)) {
            variants.forEach(Variant::close);
            try (Sending sending = new Sending(options, database, options.port() + 5)) {
                sending.run(System.out);
            }
        }
        if (options.variants().contains(Uploading.NAME)) {
            variants.forEach(Variant::close);
            try (Uploading uploading = new Uploading(options, database, options.port() + 7)) {
                uploading.run(System.out);
            }
        }
    }

    private void receive() throws IOException, InterruptedException, SQLException {
        for (String name : options.variants()) {
            if (!ALONE.contains(name)) {
                variants.add(start(name));
            }
        }
        for (Variant variant : variants) {
            warmUp(variant);
        }
        for (int round = 1; round <= options.rounds(); round++) {
            for (int connections : options.connections()) {
                for (Variant variant : order(round)) {
                    Figures one = course.run(variant, connections, round, options.seconds());
                    System.out.println(one);
                    figures.add(one);
                }
            }
        }
        System.out.println("Bodies of " + course.bodyBytes() + " bytes, no two alike.");
        new Table(figures).print(System.out);
        if (desk != null) {
            lookAtDesk();
        }
    }

    /** No variant is always first, nor always after the same one. */
    private List<Variant> order(int round) {
        List<Variant> order = new ArrayList<>(variants);
        Collections.rotate(order, 1 - round);
        if (round % 2 == 0) {
            Collections.reverse(order);
        }
        return order;
    }

    private Variant start(String name) throws IOException, InterruptedException, SQLException {
        return switch (name) {
            case "desk" -> desk = new Desk(options, database, options.port());
            case "bare" -> new Bare(options, options.port() + 1);
            case "peer" -> new Peer(options, database, options.port() + 2);
            default -> throw new IllegalArgumentException("bench.variants has desk, bare, peer, sending and uploads, and not " + name);
        };
    }

    private void warmUp(Variant variant) throws IOException, InterruptedException, SQLException {
        for (Duration done = Duration.ZERO; done.compareTo(options.warmup()) < 0; done = done.plus(options.seconds())) {
            System.out.println("warming up " + course.run(variant, USUAL_CONNECTIONS, 0, options.seconds()));
        }
    }

    /** What is asked of the desk alone. */
    private void lookAtDesk() throws IOException, InterruptedException, SQLException {
        if (options.profile() != null) {
            Profile profile = Profile.start(desk.server().pid(), options.profile());
            warmUp(desk);
            profile.begin();
            for (int i = 0; i < PROFILED; i++) {
                System.out.println("profiled " + course.run(desk, USUAL_CONNECTIONS, 0, options.seconds()));
            }
            profile.stop(System.out);
        }
        while (options.million() && desk.ledger().accepted() < MILLION) {
            System.out.println("on to a million " + course.run(desk, USUAL_CONNECTIONS, 0, options.seconds()));
        }
        System.out.println(Heap.of(desk.server().pid()).verdict(desk.ledger().accepted()));
        System.out.println(H2Growth.measure(options, options.port() + 4).verdict());
        System.out.println("Ledger: " + desk.ledger().close());
    }

    @Override
    public void close() {
        variants.forEach(Variant::close);
        database.close();
    }
}
