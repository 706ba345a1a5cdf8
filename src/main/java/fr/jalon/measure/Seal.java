package fr.jalon.measure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Seals secrets that the database keeps (AES-256-GCM), so that the database alone does not tell them. Each is bound to
 * what it is for, and opens nothing else.
 */
@Component
class Seal {

    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final @Nullable SecretKeySpec key;

    /** @param key 32 bytes in Base64; empty for none: then nothing is sealed and nothing opened */
    Seal(@Value("${jalon.measure.key:}") String key) {
        this.key = key.isBlank() ? null : new SecretKeySpec(bytes(key.strip()), "AES");
    }

    private static byte[] bytes(String key) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException malformed) {
            bytes = new byte[0];
        }
        if (bytes.length != KEY) {
            throw new IllegalStateException("La clé jalon.measure.key (JALON_MEASURE_KEY) ne convient pas : 32 octets "
                    + "en base64 sont attendus, comme les donne « openssl rand -base64 32 ».");
        }
        return bytes;
    }

    /** Whether there is a key. */
    boolean isReady() {
        return key != null;
    }

    /** Seals a secret for one purpose; each time in another way. */
    String seal(String secret, String purpose) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(NONCE + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What was sealed for that purpose by this key and is as it was; empty for anything else. */
    Optional<String> open(String sealed, String purpose) {
        if (!isReady()) return Optional.empty();
        try {
            ByteBuffer parts = ByteBuffer.wrap(Base64.getDecoder().decode(sealed));
            if (parts.remaining() < NONCE + TAG_BITS / Byte.SIZE) return Optional.empty();
            byte[] nonce = new byte[NONCE];
            parts.get(nonce);
            byte[] rest = new byte[parts.remaining()];
            parts.get(rest);
            return Optional.of(
                    new String(cipher(Cipher.DECRYPT_MODE, nonce, purpose).doFinal(rest), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | AEADBadTagException foreign) {
            return Optional.empty();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
