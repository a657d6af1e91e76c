package dev.smsdesk.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Medians over the rounds. A ratio is the median of the rounds' own ratios, since what stands side by side in time was disturbed alike.
 */
final class Table {
    private static final int TARGET_CONNECTIONS = 64;
    private final List<Figures> all;

    Table(List<Figures> all) {
        this.all = all;
    }

    void print(PrintStream out) {
        out.printf("%n%-6s %5s %11s %7s %7s %7s | %-27s | %7s %7s | %9s %10s | %9s %7s %7s%n", "", "", "", "", "", "", "CPU us a request",
            "", "", "applied/s", "", "sustained", "", "");
        out.printf("%-6s %5s %11s %7s %7s %7s | %6s %6s %6s %6s | %7s %7s | %9s %10s | %9s %7s %7s%n", "", "conns", "accepted/s", "p50 ms",
            "p99 ms", "refused", "server", "db", "load", "all", "/ bare", "/ peer", "under it", "afterwards", "/s", "/ bare", "/ peer");
        for (int connections : connections()) {
            for (String variant : variants()) {
                row(out, variant, connections);
            }
        }
        out.printf("Others had %.0f %% of the cores, as a median.%n", median(all, Figures::othersCpu));
        if (connections().contains(TARGET_CONNECTIONS) && variants().contains("desk")) {
            targets(out);
        }
    }

    private void row(PrintStream out, String variant, int connections) {
        List<Figures> rows = of(variant, connections);
        double server = median(rows, Figures::serverCpu);
        double data = median(rows, Figures::databaseCpu);
        double load = median(rows, Figures::generatorCpu);
        out.printf("%-6s %5d %11.0f %7.2f %7.2f %7.0f | %6.1f %6.1f %6.1f %6.1f | %7s %7s | %9s %10s | %9.0f %7s %7s%n",
            variant, connections, median(rows, Figures::accepted), median(rows, Figures::p50), median(rows, Figures::p99),
            median(rows, Figures::refusals), server, data, load, server + data + load,
            text(ratio(variant, "bare", connections, Figures::accepted), "%.3f"),
            text(ratio(variant, "peer", connections, Figures::accepted), "%.2f"), text(applied(rows, Applied::whileLoaded), "%.0f"),
            text(applied(rows, Applied::draining), "%.0f"), median(rows, Figures::sustained),
            text(ratio(variant, "bare", connections, Figures::sustained), "%.3f"),
            text(ratio(variant, "peer", connections, Figures::sustained), "%.2f"));
    }

    private void targets(PrintStream out) {
        List<Figures> desk = of("desk", TARGET_CONNECTIONS);
        atLeast(out, "accepted beside the bare servlet", ratio("desk", "bare", TARGET_CONNECTIONS, Figures::accepted),
            0.30, ", better 0.36");
        atLeast(out, "accepted beside the peer", ratio("desk", "peer", TARGET_CONNECTIONS, Figures::accepted), 3.5, ", better 4.5");
        double p99 = median(desk, Figures::p99);
        say(out, "p99 in ms", p99, "<= 20", p99 <= 20);
        double draining = applied(desk, Applied::draining);
        double kept = Double.isNaN(draining) ? 1 : draining / median(desk, Figures::accepted);
        atLeast(out, "applied afterwards beside accepted (1: no backlog)", kept, 1, "");
    }

    private static void atLeast(PrintStream out, String what, double is, double target, String stretch) {
        say(out, what, is, ">= " + target + stretch, is >= target);
    }

    private static void say(PrintStream out, String what, double is, String target, boolean met) {
        out.printf("At %d connections, %s: %.2f, to be %s: %s%n", TARGET_CONNECTIONS, what, is, target,
            Double.isNaN(is) ? "not measured" : met ? "met" : "MISSED");
    }

    private double ratio(String variant, String other, int connections, ToDoubleFunction<Figures> rate) {
        return median(of(variant, connections).stream().flatMap(mine -> of(other, connections).stream()
            .filter(theirs -> theirs.round() == mine.round()).map(theirs -> rate.applyAsDouble(mine) / rate.applyAsDouble(theirs)))
            .toList());
    }

    private static double applied(List<Figures> rows, ToDoubleFunction<Applied> figure) {
        return median(rows.stream().filter(row -> row.applied() != null).map(row -> figure.applyAsDouble(row.applied()))
            .filter(value -> !value.isNaN()).toList());
    }

    private static double median(List<Figures> rows, ToDoubleFunction<Figures> figure) {
        return median(rows.stream().map(figure::applyAsDouble).toList());
    }

    /** @return NaN of nothing */
    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String text(double value, String format) {
        return Double.isNaN(value) ? "-" : String.format(format, value);
    }

    private List<Figures> of(String variant, int connections) {
        return all.stream().filter(row -> row.variant().equals(variant) && row.connections() == connections).toList();
    }

    private List<Integer> connections() {
        return all.stream().map(Figures::connections).distinct().toList();
    }

    private List<String> variants() {
        return all.stream().map(Figures::variant).distinct().sorted().toList();
    }
}
