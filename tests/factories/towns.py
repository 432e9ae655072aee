"""A municipality with one of everything an editor works with, marked with a word, for tests of isolation."""

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, TaskState, WorkflowState
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import translate_object

from companies.actions import submit
from content.models import ArticlePage, Material, MunicipalityPage, Picture, StoryPage
from offers.models import OfferPage
from tests.factories.companies import company_in, editor_in, member_of
from tests.factories.offers import complete_draft


class Town:
    """A municipality with one of everything an editor works with; `word` stands in all that is not public."""

    def __init__(self, key: str, word: str) -> None:
        self.editor = editor_in(key, name=f"{word} Redaktør")
        self.home = MunicipalityPage.objects.get(organisation__municipality=key, locale__language_code="da")
        self.collection = Collection.objects.get(name=self.home.organisation.name)
        self.group = Group.objects.get(name__endswith=self.home.organisation.name)
        self.picture = self._picture(word)
        self.material = self._material(word)
        self.story = self._story(word)
        self.article = self._article(word)
        self.offer = self._offer(key, word)
        self.review = WorkflowState.objects.filter(object_id=str(self.offer.pk)).get()
        self.task: TaskState = self.review.current_task_state
        translate_object(self.story, [Locale.objects.get(language_code="sv")], user=self.editor)
        self.source = TranslationSource.objects.get(object__translation_key=self.story.translation_key)
        self.translation = Translation.objects.get(source=self.source)

    def _picture(self, word: str) -> Picture:
        picture = Picture.objects.create(
            title=f"{word} billede",
            file=get_test_image_file(filename=f"{word}.png"),
            collection=self.collection,
            photographer=f"{word} fotograf",
            uploaded_by_user=self.editor,
        )
        picture.tags.add(f"{word} mærke")
        return picture

    def _material(self, word: str) -> Material:
        file = ContentFile(b"%PDF-1.4", name=f"{word}.pdf")
        return Material.objects.create(
            title=f"{word} ark", file=file, collection=self.collection, uploaded_by_user=self.editor
        )

    def _story(self, word: str) -> StoryPage:
        """A live story whose next version has another title."""
        story = StoryPage(title="Offentlig historie", slug="historie", owner=self.editor, picture=self.picture)
        story.locale = self.home.locale
        self.home.add_child(instance=story)
        story.lead = story.title = f"{word} næste titel"
        story.save_revision(user=self.editor, log_action=True)
        return story

    def _article(self, word: str) -> ArticlePage:
        article = ArticlePage(title=f"{word} artikel", slug="artikel", live=False, owner=self.editor)
        article.locale, article.locked, article.locked_by = self.home.locale, True, self.editor
        article.locked_at = timezone.now()
        self.home.refresh_from_db()
        self.home.add_child(instance=article)
        article.save_revision(user=self.editor, log_action=True)
        return article

    def _offer(self, key: str, word: str) -> OfferPage:
        host = company_in(key)
        writer = member_of(host, name=f"{word} Virksomhed")
        page = complete_draft(host=host, by=writer, title=f"{word} tilbud")
        submit(page=page, by=writer)
        page.refresh_from_db()
        return page
