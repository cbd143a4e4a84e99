"""What refusals about organisations say to people."""

from flask_babel import lazy_gettext as _l

from app.core.errors import words

BAD_NUMBERS = {
    "number_missing": _l("Write the organisation number."),
    "number_too_long": _l("This is too long for an organisation number."),
    "number_is_personal": _l(
        "This has eleven digits, like a person's identity number. Never write that here. "
        "An organisation number has nine."
    ),
    "number_has_letters": _l("A Norwegian organisation number has nine digits and no letters, such as 310 128 740."),
    "number_length": _l("A Norwegian organisation number has nine digits. Count them once more."),
    "number_check_digit": _l(
        "This is not an organisation number: its last digit does not match the others. Look for a typing error."
    ),
    "number_country": _l(
        "We take organisation numbers from Norway and the rest of the European Economic Area. Choose the country."
    ),
    "number_elsewhere": _l(
        "Write the number as it stands in the business register or the VAT register of the country."
    ),
}

words(
    {
        "organisation_taken": _l("This organisation is here already."),
        "register_deleted": _l("The register has deleted this organisation, so it cannot be added."),
        "register_removed": _l("The register has removed this organisation for legal reasons, so it cannot be added."),
        "register_unknown": _l("The register does not know this number. Look at it once more."),
        "kind_not_chosen": _l("Choose what kind of organisation it is."),
        "name_missing": _l("Write the name of the organisation."),
        "role_of_suppliers": _l("Only a supplier has a safety representative and workers here. Choose another role."),
        "last_owner": _l(
            "You cannot do this: %(organisation)s would be left without an owner. Make somebody else an owner first."
        ),
        "membership_ended": _l("This person is no longer a member."),
        "already_member": _l("The person with this address is a member already."),
        "already_member_yourself": _l("You are a member already."),
        "too_many_invitations": _l("You have sent %(most)s invitations today. Send the rest tomorrow."),
        "invitation_accepted": _l("This invitation has been accepted already. End the membership instead."),
        "invitation_withdrawn": _l("This invitation has been withdrawn. Ask the person who sent it for a new one."),
        "claim_is_open": _l("This has been asked for already, and waits for an answer."),
        "claim_decided": _l("This has been answered already."),
        "already_verified": _l("The organisation is verified already."),
        "own_organisation": _l("You are a member of this organisation yourself. A colleague must decide."),
        "reason_missing": _l("Write the reason. It is sent to the person."),
    }
)
