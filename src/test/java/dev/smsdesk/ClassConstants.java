package dev.smsdesk;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The string constants of a compiled class: whole statements even where the source joins them from pieces. */
public final class ClassConstants {
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    private ClassConstants() {}

    /** @see "Java Virtual Machine Specification, 4.4: the constant pool" */
    public static List<String> of(Path classFile) throws IOException {
        List<String> texts = new ArrayList<>();
        try (InputStream file = Files.newInputStream(classFile); DataInputStream in = new DataInputStream(file)) {
            in.skipNBytes(8);
            int count = in.readUnsignedShort();
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                if (tag == UTF8) {
                    texts.add(in.readUTF());
                } else {
                    in.skipNBytes(bytes(tag));
                    i += tag == LONG || tag == DOUBLE ? 1 : 0;   // these take two places
                }
            }
        }
        return texts;
    }

    private static int bytes(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case LONG, DOUBLE -> 8;
            default -> throw new IllegalStateException("constant of kind " + tag);
        };
    }
}
