/*
 * loss -- why a host had to drop events: the reasons of `kind=lost`.
 *
 * The extension sends the word in the field `code` with the sentence as `message`;
 * the consumer has a sentence for it in each language.  docs/event-schema.md is
 * compared with this table.
 */
#ifndef ERRNOTICE_LOSS_H
#define ERRNOTICE_LOSS_H

/* X(enumerator, word, sentence) */
#define ERRNOTICE_LOSSES(X)                                             \
	X(NO_SLOT, "no_slot", "all slots were taken (errnotice.slots)") \
	X(DAMAGED, "damaged", "a slot held no valid event")

enum errnotice_loss {
#define X(name, word, sentence) ERRNOTICE_LOSS_##name,
	ERRNOTICE_LOSSES(X)
#undef X
		ERRNOTICE_LOSSES_
};

#endif
