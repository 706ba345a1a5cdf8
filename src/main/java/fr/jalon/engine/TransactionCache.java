package fr.jalon.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Reads each thing once a transaction: a model asks for the same row again and again. Outside a transaction nothing is
 * kept.
 */
public final class TransactionCache<K, V> {

    /** What was read in this transaction, or reads it now. */
    public V get(K key, Function<K, V> read) {
        Map<K, V> known = known();
        V value = known.get(key);
        if (value == null) {
            value = read.apply(key);
            known.put(key, value);
        }
        return value;
    }

    /** Forgets what has just been changed. */
    public void forget(K key) {
        known().remove(key);
    }

    @SuppressWarnings("unchecked")
    private Map<K, V> known() {
        Map<K, V> known = (Map<K, V>) TransactionSynchronizationManager.getResource(this);
        if (known != null) return known;
        Map<K, V> fresh = new HashMap<>();
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.bindResource(this, fresh);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void suspend() {
                    TransactionSynchronizationManager.unbindResource(TransactionCache.this);
                }

                @Override
                public void resume() {
                    TransactionSynchronizationManager.bindResource(TransactionCache.this, fresh);
                }

                @Override
                public void afterCompletion(int status) {
                    TransactionSynchronizationManager.unbindResourceIfPossible(TransactionCache.this);
                }
            });
        }
        return fresh;
    }
}
