package dev.smsdesk.doctor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/** The body was compressed or decompressed on the way. A decompressed body is never larger than a callback may be. */
final class CompressionMistakes {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_COMPRESSED = 64 << 10;
    private static final int XFL = 8;
    private static final int OS = 9;
    private final Trial trial;
    private final byte[] body;

    CompressionMistakes(Trial trial, byte[] body) {
        this.trial = trial;
        this.body = body;
    }

    Optional<Finding> find() {
        if (body.length > 2 && (body[0] == 0x1f && body[1] == (byte) 0x8b || body[0] == 0x78)) {
            return unpacked() ? Optional.of(new Finding(Cause.BODY_COMPRESSED, Detail.COMPRESSED.stored())) : Optional.empty();
        }
        return body.length <= MOST_COMPRESSED && compressed()
            ? Optional.of(new Finding(Cause.BODY_COMPRESSED, Detail.DECOMPRESSED.stored())) : Optional.empty();
    }

    private boolean unpacked() {
        try (InputStream in = body[0] == 0x1f ? new GZIPInputStream(new ByteArrayInputStream(body))
                : new InflaterInputStream(new ByteArrayInputStream(body))) {
            byte[] plain = in.readNBytes(MOST_BYTES + 1);
            return plain.length <= MOST_BYTES && trial.signer(plain) != null;
        } catch (IOException e) {
            return false;   // not compressed after all
        }
    }

    /** With the compression levels and file headers of the usual programs. */
    private boolean compressed() {
        for (int level : new int[] {Deflater.DEFAULT_COMPRESSION, Deflater.BEST_COMPRESSION, Deflater.BEST_SPEED}) {
            byte[] packed = gzip(level);
            for (int os : new int[] {0, 3, 255}) {
                for (int xfl : new int[] {0, 2, 4}) {
                    packed[OS] = (byte) os;
                    packed[XFL] = (byte) xfl;
                    if (!trial.isOver() && trial.signer(packed) != null) {
                        return true;
                    }
                }
            }
        }
        return trial.signer(deflated()) != null;
    }

    private byte[] gzip(int level) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out) {
            {
                def.setLevel(level);
            }
        }) {
            zip.write(body);
        } catch (IOException e) {
            throw new IllegalStateException("memory has no such faults", e);
        }
        return out.toByteArray();
    }

    private byte[] deflated() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream zip = new DeflaterOutputStream(out)) {
            zip.write(body);
        } catch (IOException e) {
            throw new IllegalStateException("memory has no such faults", e);
        }
        return out.toByteArray();
    }
}
