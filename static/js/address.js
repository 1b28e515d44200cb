// A QR code leads to a form with its letters behind the #, where no server and no log sees them.
// They are put into the field and taken out of the address, so that the history does not keep them.
addEventListener("DOMContentLoaded", () => {
  const field = document.querySelector("[data-filled-by-address] [name='code']");
  const letters = location.hash.slice(1);
  if (!field || !/^[A-Za-z]{6,8}$/.test(letters)) return;
  field.value = letters;
  history.replaceState(null, "", location.pathname + location.search);
  field.form.querySelector("button[type='submit']").focus();
});
