package dev.smsdesk.doctor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A JSON text whose objects can be written with their members in another order. */
final class JsonTree {
    private final List<String> tokens;
    private final List<Node> objects = new ArrayList<>();
    private final Node root;
    private int at;

    /** Something written as it stands, an object, or an array. @param names of members, with quotation marks; null for an array */
    private record Node(String token, List<String> names, List<Node> parts) {}

    /** @throws IllegalArgumentException for what is no JSON */
    JsonTree(JsonText text) {
        this.tokens = text.tokens();
        this.root = read();
        if (at != tokens.size()) {
            throw new IllegalArgumentException("more than one JSON text");
        }
    }

    private Node read() {
        String token = next();
        if (!token.equals("{") && !token.equals("[")) {
            return new Node(token, null, null);
        }
        boolean isObject = token.equals("{");
        Node node = new Node(token, isObject ? new ArrayList<>() : null, new ArrayList<>());
        if (isObject) {
            objects.add(node);
        }
        String closing = isObject ? "}" : "]";
        while (!peek().equals(closing)) {
            if (!node.parts().isEmpty()) {
                expect(",");
            }
            if (isObject) {
                node.names().add(next());
                expect(":");
            }
            node.parts().add(read());
        }
        at++;
        return node;
    }

    private String peek() {
        if (at >= tokens.size()) {
            throw new IllegalArgumentException("ends too early");
        }
        return tokens.get(at);
    }

    private String next() {
        String token = peek();
        at++;
        return token;
    }

    private void expect(String token) {
        if (!next().equals(token)) {
            throw new IllegalArgumentException("no JSON");
        }
    }

    /** Its objects, the outermost first. */
    int objects() {
        return objects.size();
    }

    int members(int object) {
        return objects.get(object).names().size();
    }

    /** Every object in this order of names; a name that is written twice keeps its values' order. */
    byte[] sorted(Comparator<String> order, JsonText.Layout layout) {
        StringBuilder out = new StringBuilder();
        write(root, out, layout, null, null, order);
        return bytes(out);
    }

    /** One object with its members so, the others as they came. @param order of members by their numbers, from 0 */
    byte[] reordered(int object, int[] order, JsonText.Layout layout) {
        StringBuilder out = new StringBuilder();
        write(root, out, layout, objects.get(object), order, null);
        return bytes(out);
    }

    private static void write(Node node, StringBuilder out, JsonText.Layout layout, Node changed, int[] order, Comparator<String> sort) {
        if (node.parts() == null) {
            out.append(node.token());
            return;
        }
        out.append(node.token());
        int[] places = places(node, node == changed ? order : null, sort);
        for (int i = 0; i < places.length; i++) {
            out.append(i > 0 ? layout.comma() : "");
            if (node.names() != null) {
                out.append(node.names().get(places[i])).append(layout.colon());
            }
            write(node.parts().get(places[i]), out, layout, changed, order, sort);
        }
        out.append(node.names() != null ? '}' : ']');
    }

    private static int[] places(Node node, int[] order, Comparator<String> sort) {
        if (order != null) {
            return order;
        }
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < node.parts().size(); i++) {
            places.add(i);
        }
        if (sort != null && node.names() != null) {
            places.sort(Comparator.comparing(place -> node.names().get(place), sort));
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    private static byte[] bytes(StringBuilder out) {
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
