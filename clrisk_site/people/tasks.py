"""What people's pages leave to the worker, so that the answer takes as long for every address."""

from django.tasks import task
from django.urls import reverse

from clrisk_site.people.actions.access_links import issue_link
from clrisk_site.people.letters import write_letter
from clrisk_site.people.mailing import send_letter
from clrisk_site.people.models import LinkPurpose, User
from clrisk_site.people.site_address import site_address


@task
def mail_reset_link(user_id: int) -> None:
    """Send a person a link to choose a new password; 0 stands for an address without an account."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    issued = issue_link(user=user, purpose=LinkPurpose.RESET, by=None)
    address = site_address() + reverse("access-link", kwargs={"token": issued.token})
    send_letter(write_letter(issued.link, address), user)
