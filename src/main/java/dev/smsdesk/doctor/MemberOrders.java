package dev.smsdesk.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Tries the orders in which the members of an object may have stood: the usual ones for all objects, then any order of one of them. */
final class MemberOrders {
    /** As Sinch's documentation writes its callbacks; a name that is not here stands at the end. */
    private static final List<String> DOCUMENTED = List.of("\"app_id\"", "\"project_id\"", "\"accepted_time\"", "\"event_time\"", "\"type\"", "\"batch_id\"", "\"message_delivery_report\"",
        "\"message_id\"", "\"conversation_id\"", "\"id\"", "\"from\"", "\"to\"", "\"body\"", "\"recipient\"", "\"code\"", "\"status\"", "\"channel\"", "\"identity\"", "\"at\"", "\"operator_status_at\"",
        "\"received_at\"", "\"sent_at\"", "\"total_message_count\"", "\"statuses\"", "\"count\"", "\"recipients\"", "\"channel_identity\"", "\"contact_id\"", "\"reason\"", "\"description\"", "\"metadata\"",
        "\"processing_mode\"", "\"client_reference\"", "\"message_metadata\"");
    private static final int MOST_OBJECTS = 8;
    private static final int MOST_MEMBERS = 24;
    /** 8! orders are 40 320. */
    private static final int ALL_ORDERS_UP_TO = 8;
    private final JsonTree tree;
    private final JsonText.Layout layout;
    private final Predicate<byte[]> fits;
    private final BooleanSupplier over;

    /** @param over whether nothing more is to be tried */
    MemberOrders(JsonTree tree, JsonText.Layout layout, Predicate<byte[]> fits, BooleanSupplier over) {
        this.tree = tree;
        this.layout = layout;
        this.fits = fits;
        this.over = over;
    }

    /** The few that writers have by habit. */
    boolean usualFits() {
        Comparator<String> documented = Comparator.comparingInt(name -> DOCUMENTED.contains(name) ? DOCUMENTED.indexOf(name) : DOCUMENTED.size());
        for (Comparator<String> order : List.of(Comparator.<String>naturalOrder(), Comparator.<String>reverseOrder(), documented)) {
            if (fits.test(tree.sorted(order, layout))) {
                return true;
            }
        }
        return false;
    }

    /** One object is in another order, the others are as they came. */
    boolean anyFits() {
        for (int object = 0; object < Math.min(tree.objects(), MOST_OBJECTS); object++) {
            int members = tree.members(object);
            if (members > 1 && members <= MOST_MEMBERS && (oneMoved(object, members) || members <= ALL_ORDERS_UP_TO && all(object, start(members), 0))) {
                return true;
            }
        }
        return false;
    }

    /** All of them turned round, one member elsewhere, or two exchanged. */
    private boolean oneMoved(int object, int members) {
        int[] reversed = start(members);
        for (int i = 0; i < members; i++) {
            reversed[i] = members - 1 - i;
        }
        if (fits(object, reversed)) {
            return true;
        }
        for (int from = 0; from < members && !over.getAsBoolean(); from++) {
            for (int to = 0; to < members && !over.getAsBoolean(); to++) {
                if (from != to && (fits(object, moved(members, from, to)) || from < to && fits(object, exchanged(members, from, to)))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int[] start(int members) {
        int[] order = new int[members];
        for (int i = 0; i < members; i++) {
            order[i] = i;
        }
        return order;
    }

    private static int[] moved(int members, int from, int to) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            order.add(i);
        }
        order.add(to, order.remove(from));
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] exchanged(int members, int a, int b) {
        int[] order = start(members);
        order[a] = b;
        order[b] = a;
        return order;
    }

    private boolean all(int object, int[] order, int from) {
        if (from == order.length - 1) {
            return fits(object, order);
        }
        for (int i = from; i < order.length && !over.getAsBoolean(); i++) {
            swap(order, from, i);
            if (all(object, order, from + 1)) {
                return true;
            }
            swap(order, from, i);
        }
        return false;
    }

    private static void swap(int[] order, int a, int b) {
        int kept = order[a];
        order[a] = order[b];
        order[b] = kept;
    }

    private boolean fits(int object, int[] order) {
        return fits.test(tree.reordered(object, order, layout));
    }
}
