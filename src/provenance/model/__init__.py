"""The words of the field: frozen, slotted, standard library only, no input or output."""
